import { interleave } from '../processes/interleave.js';
import { glassbox, nodePeer } from './contestants.js';
import type { Part } from './part.js';
import { plainRow, valuesOf, versionsOf } from './rows.js';

const stock = 'tfjs-layers fit, stock WASM';

/** Kernel calls in one step of the notebook's network: the engine's, and those of our own kernels. */
export const calls: Part = {
  id: 'calls',
  does: 'kernel calls in a step',
  async run({ rounds, log }) {
    const job = { kind: 'calls' } as const;
    const contestants = [glassbox(job), nodePeer(stock, 'tfjs', job)];
    const outcomes = await interleave(contestants, Math.min(rounds, 3), log);
    const theirs = valuesOf(outcomes, stock);
    const figures = 'skipped' in theirs ? '' : `stock: ${theirs.at(-1)}`;
    const target = { bound: 'at most', value: 20, unit: ' calls' } as const;
    const heading = { work: 'kernel calls in a notebook step', against: 'a fixed bound', target };
    return { rows: [plainRow(heading, outcomes, 'Glassbox', figures)], versions: versionsOf(outcomes) };
  },
};
