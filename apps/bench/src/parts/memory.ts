import { interleave } from '../processes/interleave.js';
import { wholeProgram } from '../processes/run-once.js';
import { formatNumber } from '../report/format.js';
import { summarize } from '../statistics/summary.js';
import type { Part } from './part.js';
import { plainRow, valuesOf, versionsOf } from './rows.js';

const stock = 'tfjs-layers, stock WASM';

/** The peak of resident memory of the notebook's run, a process of its own from start to end. */
export const memory: Part = {
  id: 'memory',
  does: "peak memory of the notebook's run",
  async run({ rounds, quick, log }) {
    const args = quick ? ['1', '2000'] : ['2', '60000'];
    const contestants = [
      wholeProgram('Glassbox', new URL('../programs/glassbox-notebook.mjs', import.meta.url), args),
      wholeProgram(stock, new URL('../programs/tfjs-notebook.mjs', import.meta.url), args),
    ];
    // Memory varies little, and a run of stock takes half a minute.
    const outcomes = await interleave(contestants, Math.min(rounds, 2), log);
    const theirs = valuesOf(outcomes, stock);
    const figures = 'skipped' in theirs ? '' : `stock: ${formatNumber(summarize(theirs).median)} MB`;
    const target = { bound: 'at most', value: 400, unit: ' MB' } as const;
    const heading = { work: 'peak memory of the notebook run', against: 'a fixed bound', target };
    return { rows: [plainRow(heading, outcomes, 'Glassbox', figures)], versions: versionsOf(outcomes) };
  },
};
