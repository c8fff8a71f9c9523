import type { EpochJob } from '../peers/job.js';
import { interleave } from '../processes/interleave.js';
import { glassbox, keras, nodePeer, torch } from './contestants.js';
import type { BenchContext, Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

const work = 'notebook epoch, batch 32, validation included';

const rivals = [
  { peer: 'tfjs-layers fit, stock WASM', target: 9 },
  { peer: 'PyTorch eager, one thread', target: 1 },
  { peer: 'Keras 3 on TensorFlow fit, one thread', target: 1 },
  { peer: 'Keras 3 on TensorFlow fit, its default threads', target: 1 },
] as const;

function contestants({ quick }: BenchContext) {
  const size = quick ? { rows: 3200, validationRows: 800 } : { rows: 48_000, validationRows: 12_000 };
  const job: EpochJob = { kind: 'epoch', ...size };
  const python = { job: 'epoch', ...size } as const;
  const [stock, eager, kerasOne, kerasDefault] = rivals;
  return [
    glassbox(job),
    nodePeer(stock.peer, 'tfjs', job),
    torch(eager.peer, { ...python, threads: 1 }),
    keras(kerasOne.peer, { ...python, threads: 1 }),
    keras(kerasDefault.peer, { ...python, threads: 0 }),
  ];
}

/** The notebook's epoch beside everything that can run it. */
export const epoch: Part = {
  id: 'mlp',
  does: "the notebook's epoch",
  async run(context) {
    const outcomes = await interleave(contestants(context), context.rounds, context.log);
    const rows = rivals.map(({ peer, target }) =>
      speedRow({ work, against: peer, target: timesAsFast(target) }, outcomes, peer),
    );
    return { rows, versions: versionsOf(outcomes) };
  },
};
