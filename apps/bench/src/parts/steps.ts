import type { BackendName, NetworkName, StepsJob } from '../peers/job.js';
import { type Contestant, interleave } from '../processes/interleave.js';
import { glassbox, nodePeer, torch } from './contestants.js';
import type { BenchContext, Part } from './part.js';
import { speedRow, timesAsFast, versionsOf } from './rows.js';

interface Rival {
  readonly target: number;
  readonly contestant: Contestant;
}

const job = (network: NetworkName, steps: number, backend: BackendName = 'wasm'): StepsJob => ({
  kind: 'steps',
  network,
  backend,
  steps,
});

/** Training steps of one network beside rivals. */
async function compare(work: string, own: Contestant, rivals: readonly Rival[], { rounds, log }: BenchContext) {
  const outcomes = await interleave([own, ...rivals.map(({ contestant }) => contestant)], rounds, log);
  const rows = rivals.map(({ target, contestant: { name } }) =>
    speedRow({ work, against: name, target: timesAsFast(target) }, outcomes, name),
  );
  return { rows, versions: versionsOf(outcomes) };
}

/** The notebook's step beside jax-js. */
export const step: Part = {
  id: 'step',
  does: "the notebook's step beside jax-js",
  run(context) {
    const steps = job('mlp', context.quick ? 20 : 400);
    const rival = { target: 2, contestant: nodePeer('jax-js, jitted, with Adam', 'jax-js', steps) };
    return compare('notebook step, batch 32', glassbox(steps), [rival], context);
  },
};

/** A small convolutional network; stock WASM cannot train it. */
export const cnn: Part = {
  id: 'cnn',
  does: 'a convolutional network',
  run(context) {
    const steps = context.quick ? 2 : 40;
    const rivals = [
      { target: 100, contestant: nodePeer('tfjs-layers, cpu backend', 'tfjs', job('cnn', 1, 'cpu')) },
      {
        target: 1 / 3,
        contestant: torch('PyTorch eager, one thread', { job: 'steps', network: 'cnn', steps, threads: 1 }),
      },
    ];
    const work = 'CNN step (conv 16, pool, conv 32, pool, dense), batch 32';
    return compare(work, glassbox(job('cnn', steps)), rivals, context);
  },
};

/** An LSTM over the rows of a digit. */
export const lstm: Part = {
  id: 'lstm',
  does: 'an LSTM',
  run(context) {
    const steps = job('lstm', context.quick ? 2 : 20);
    const contestant = nodePeer('tfjs-layers, stock WASM, chained ops', 'tfjs', steps);
    return compare('LSTM 64 step over 28x28 rows, batch 32', glassbox(steps), [{ target: 5, contestant }], context);
  },
};
