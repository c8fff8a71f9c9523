import { type Batch, GlassboxError, type Logs, sameShape, type TrainingData, throwIfAborted } from '@glassbox/core';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Network } from '../model/network.js';
import { batchesOf, requireSamples } from './batches.js';
import type { TrainingJob } from './job.js';
import { Measures } from './measures.js';
import { ReadQueue } from './read-queue.js';
import { carriedWeights } from './sample-weight.js';
import { checkTargets, targetsTensor } from './targets.js';
import { batchLoss, inputsTensor, sampleLosses, totalPenalty, withPenalty } from './train-step.js';
import { Turn } from './turn.js';

/** Samples that go through the network at once where nothing is trained; results do not depend on it. */
export const DEFAULT_INFERENCE_BATCH = 256;

/** Milliseconds between transfers of results from a device whose reads take time. */
export const READ_EVERY = 100;

/** Options of `evaluate` and `predict`. */
export interface InferenceOptions {
  /**
   * Samples at once, a whole number above 0. Default 256. Results do not depend on it, except for losses of a whole batch: `dice`, `tversky`,
   * `circle`, and one with `ignoreClass`.
   */
  readonly batchSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Throws `shape-mismatch` where samples are not what the network takes. */
export function checkInputs(network: Network, batch: Batch): void {
  const received = batch.inputs.shape.slice(1);
  if (sameShape(received, network.inputShape)) return;
  throw new GlassboxError(
    'shape-mismatch',
    `The network takes samples of shape [${network.inputShape.join(', ')}], but [${received.join(', ')}] came.`,
    { details: { expected: network.inputShape, received } },
  );
}

function evaluateBatch(network: Network, job: TrainingJob, batch: Batch): [judged: Tensor1D, outputs: Tensor] {
  return tidy(() => {
    const activity: Tensor[] = [];
    const outputs = network.forward(inputsTensor(batch), {
      training: false,
      step: 0,
      logits: job.onLogits,
      onActivityPenalty: (penalty) => activity.push(penalty),
    });
    const targets = targetsTensor(batch.targets!, job.loss, network.outputShape);
    const losses = sampleLosses(job.loss, job.onLogits, outputs, targets);
    return [withPenalty(losses, totalPenalty(network, activity)), outputs];
  });
}

interface Judged {
  readonly size: number;
  readonly targets: NonNullable<Batch['targets']>;
  readonly weights: Float32Array | undefined;
}

/** What the results of a batch are held against; copied, since data may use its arrays again before they are read. */
function judgedOf(batch: Batch): Judged {
  const { shape, data } = batch.targets!;
  return { size: batch.size, targets: { shape, data: data.slice() }, weights: carriedWeights(batch)?.slice() };
}

/** Loss (penalties included) and metrics over all samples of the data. */
export async function evaluateData(
  network: Network,
  job: TrainingJob,
  data: TrainingData,
  { batchSize = DEFAULT_INFERENCE_BATCH, signal }: InferenceOptions = {},
): Promise<Logs> {
  requireSamples(data, 'The data to evaluate');
  const measures = new Measures(job, network);
  const turn = new Turn();
  const queue = new ReadQueue<Judged>(
    ([judged, outputs], { size, targets, weights }) => {
      measures.add(batchLoss(judged!, size, weights), outputs!, { size, targets });
    },
    { every: READ_EVERY },
  );
  try {
    for await (const batch of batchesOf(data, batchSize, signal)) {
      throwIfAborted(signal);
      checkInputs(network, batch);
      checkTargets(batch.targets, job.loss, network.outputShape);
      const judged = judgedOf(batch);
      await queue.push(evaluateBatch(network, job, batch), judged);
      await turn.next();
    }
    await queue.flush();
  } finally {
    queue.drop();
  }
  return measures.logs();
}
