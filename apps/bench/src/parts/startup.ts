import { interleave } from '../processes/interleave.js';
import { wholeProgram } from '../processes/run-once.js';
import type { Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const peer = 'tfjs core, layers and WASM';

/** From the first import until a WASM backend is ready, in fresh processes that run what is published. */
export const startup: Part = {
  id: 'startup',
  does: 'import until a WASM backend is ready',
  async run({ rounds, quick, log }) {
    const contestants = [
      wholeProgram('Glassbox', new URL('../programs/glassbox-startup.mjs', import.meta.url)),
      wholeProgram(peer, new URL('../programs/tfjs-startup.mjs', import.meta.url)),
    ];
    // A start is short, and what the disk does is not: more rounds.
    const outcomes = await interleave(contestants, quick ? rounds : 3 * rounds, log);
    const heading = { work: 'import until a WASM backend is ready, Node', against: peer, target: timesAsFast(1) };
    return { rows: [speedRow(heading, outcomes, peer)], versions: versionsOf(outcomes) };
  },
};
