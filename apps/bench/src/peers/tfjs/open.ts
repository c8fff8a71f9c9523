import * as tf from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { type Digits, digits } from '../digits.js';
import { BATCH, backendOf, type EpochJob, type Job, type PredictJob, type StepsJob, WARM_UP } from '../job.js';
import { engineCallsPerStep } from '../kernel-calls.js';
import { cannot, type Opened, timed } from '../serve.js';
import { stepTimer } from '../step-timer.js';
import { useStock } from './backend.js';
import { registerChainedOps } from './chained-ops.js';
import { compiled } from './networks.js';

/** tfjs-layers on a stock backend, as its documentation shows: `fit` and `predict` on tensors that hold all samples. */
export async function open(job: Job): Promise<Opened> {
  await useStock(backendOf(job));
  registerChainedOps();
  return { versions: { 'tfjs-core': tf.version_core }, round: await roundOf(job) };
}

function roundOf(job: Job): Promise<Opened['round']> {
  switch (job.kind) {
    case 'epoch':
      return openEpoch(job);
    case 'steps':
      return openSteps(job);
    case 'predict':
      return openPredict(job);
    case 'calls':
      return openCalls();
    default:
      throw cannot('tfjs', job);
  }
}

interface Tensors {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

const tensorsOf = ({ count, pixels, labels }: Digits): Tensors => ({
  x: tf.tensor(pixels, [count, 28, 28]),
  y: tf.tensor(labels, [count], 'float32'),
});

/** Trains on all of them for one epoch, then waits until a device has done it. */
async function fit(model: Sequential, { x, y }: Tensors, validationSplit = 0, batchSize = BATCH): Promise<void> {
  await model.fit(x, y, { batchSize, epochs: 1, validationSplit, verbose: 0 });
  await model.getWeights()[0]?.data();
}

async function openEpoch({ rows, validationRows }: EpochJob) {
  const model = compiled('mlp', ['accuracy']);
  const size = rows + validationRows;
  const warmUp = tensorsOf(digits('train', WARM_UP.rows + WARM_UP.validationRows));
  await fit(model, warmUp, 0.2);
  tf.dispose([warmUp.x, warmUp.y]);
  const data = tensorsOf(digits('train', size));
  return async () => ({ value: await timed(() => fit(model, data, validationRows / size)) });
}

async function openSteps(job: StepsJob) {
  const { network, steps, batch = BATCH } = job;
  const model = compiled(network);
  const data = tensorsOf(digits('train', steps * batch));
  const step = stepTimer(job, () => fit(model, data, 0, batch));
  await step();
  return step;
}

async function openPredict({ rows }: PredictJob) {
  const model = compiled('mlp');
  const { x } = tensorsOf(digits('t10k', rows));
  const predict = async (input: tf.Tensor) => {
    const output = model.predict(input) as tf.Tensor;
    await output.data();
    output.dispose();
  };
  // Not on all rows: its time grows with their square.
  await predict(tf.slice(x, 0, Math.min(rows, WARM_UP.rows)));
  return async () => ({ value: await timed(() => predict(x)) });
}

async function openCalls() {
  const model = compiled('mlp', ['accuracy']);
  return async () => ({
    value: await engineCallsPerStep(async (steps) => {
      const data = tensorsOf(digits('train', steps * BATCH));
      await fit(model, data);
      tf.dispose([data.x, data.y]);
    }),
  });
}
