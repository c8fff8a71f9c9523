import type { PredictJob } from '../peers/job.js';
import { interleave } from '../processes/interleave.js';
import { glassbox, nodePeer } from './contestants.js';
import type { Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const peer = 'tfjs-layers predict, stock WASM, default';

/** `predict` of all test digits; stock's grows with the square of the rows. */
export const predict: Part = {
  id: 'predict',
  does: 'predict of 10,000 rows',
  async run({ rounds, quick, log }) {
    const job: PredictJob = { kind: 'predict', rows: quick ? 1000 : 10_000 };
    const outcomes = await interleave([glassbox(job), nodePeer(peer, 'tfjs', job)], rounds, log);
    const heading = { work: `predict, ${job.rows} rows`, against: peer, target: timesAsFast(50) };
    return { rows: [speedRow(heading, outcomes, peer)], versions: versionsOf(outcomes) };
  },
};
