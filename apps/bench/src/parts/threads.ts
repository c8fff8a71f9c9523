import type { NetworkName, StepsJob } from '../peers/job.js';
import { type Contestant, interleave } from '../processes/interleave.js';
import { glassbox, nodePeer } from './contestants.js';
import type { BenchContext, Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const single = 'Glassbox in one thread';

async function compare(work: string, network: NetworkName, { rounds, log, quick }: BenchContext) {
  const job: StepsJob = { kind: 'steps', network, backend: 'wasm', steps: quick ? 2 : 40 };
  const rivals: readonly Contestant[] = [glassbox({ ...job, threads: 2 }), nodePeer(single, 'glassbox', job)];
  const outcomes = await interleave(rivals, rounds, log);
  const heading = { work: `${work}, batch 32, two threads`, against: single, target: timesAsFast(1) };
  return { row: speedRow(heading, outcomes, single), versions: versionsOf(outcomes) };
}

/** Our threads beside none: the same numbers, sooner. */
export const threads: Part = {
  id: 'threads',
  does: 'two threads beside one',
  async run(context) {
    const cnn = await compare('CNN step', 'cnn', context);
    const wide = await compare('step of two layers of 512 units', 'wide', context);
    return { rows: [cnn.row, wide.row], versions: { ...cnn.versions, ...wide.versions } };
  },
};
