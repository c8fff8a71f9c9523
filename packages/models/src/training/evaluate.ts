import { activeBackend } from '@glassbox/backends';
import {
  type Batch,
  GlassboxError,
  type Logs,
  sameShape,
  type TrainingData,
  throwIfAborted,
  yieldToEventLoop,
} from '@glassbox/core';
import { add, concat, mean, mul, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Network } from '../model/network.js';
import { batchesOf, requireSamples } from './batches.js';
import type { TrainingJob } from './job.js';
import { Measures } from './measures.js';
import { carriedWeights } from './sample-weight.js';
import { checkTargets, targetsTensor } from './targets.js';
import { inputsTensor, sampleLosses, totalPenalty } from './train-step.js';

/** Samples that go through the network at once where nothing is trained; results do not depend on it. */
export const DEFAULT_INFERENCE_BATCH = 256;

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

function evaluateBatch(network: Network, job: TrainingJob, batch: Batch): Tensor1D {
  return tidy(() => {
    const activity: Tensor[] = [];
    const outputs = network.forward(inputsTensor(batch), {
      training: false,
      step: 0,
      logits: job.onLogits,
      onActivityPenalty: (penalty) => activity.push(penalty),
    });
    const targets = targetsTensor(batch.targets!, job.loss, network.outputShape);
    const weights = carriedWeights(batch);
    const unweighted = sampleLosses(job.loss, job.onLogits, outputs, targets);
    const losses = weights ? mul(unweighted, weights) : unweighted;
    const penalty = totalPenalty(network, activity);
    const loss = penalty ? add(mean(losses), penalty) : mean(losses);
    return concat([reshape(loss, [1]), reshape(outputs, [-1])]) as Tensor1D;
  });
}

/** Reads a tensor and disposes of it, at once where the backend can. */
export async function take(tensor: Tensor): Promise<Float32Array> {
  const values = activeBackend()?.syncReads ? tensor.dataSync() : await tensor.data();
  tensor.dispose();
  return values as Float32Array;
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
  let lastYield = performance.now();
  for await (const batch of batchesOf(data, batchSize, signal)) {
    throwIfAborted(signal);
    checkInputs(network, batch);
    checkTargets(batch.targets, job.loss, network.outputShape);
    const { size, targets } = batch;
    const values = await take(evaluateBatch(network, job, batch));
    measures.add(values[0]!, values.subarray(1), { size, targets });
    if (performance.now() - lastYield > 40) {
      await yieldToEventLoop();
      lastYield = performance.now();
    }
  }
  return measures.logs();
}
