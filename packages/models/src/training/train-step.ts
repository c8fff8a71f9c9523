import { activeKernels, gradientsOf } from '@glassbox/backends/ops';
import type { Batch } from '@glassbox/core';
import { addN, concat, keep, reshape, type Tensor, type Tensor1D, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.js';
import type { Network, NetworkWeight } from '../model/network.js';
import type { TrainingJob } from './job.js';
import type { OptimizerState } from './optimizer-state.js';
import { targetsTensor } from './targets.js';

/** Copies the batch to the backend, as bytes where both can; the source may reuse its arrays for the next one. */
export function inputsTensor(batch: Batch): Tensor {
  const { bytesToFloat } = activeKernels();
  if (batch.bytes && bytesToFloat) return bytesToFloat(batch.bytes.data, batch.bytes.scale, batch.inputs.shape);
  return tensor(batch.inputs.data.slice(), [...batch.inputs.shape], 'float32');
}

/** The loss of each sample, on logits where that is exact. */
export function sampleLosses(loss: Loss, onLogits: boolean, outputs: Tensor, targets: Tensor): Tensor1D {
  return onLogits && loss.logits ? loss.logits.onLogits(outputs, targets) : loss.onOutputs(outputs, targets);
}

/** Penalties on weights, and on outputs as collected in the pass; undefined where there is none. */
export function totalPenalty(network: Network, activity: readonly Tensor[]): Tensor | undefined {
  const variables = network.variables();
  const penalties = network.weights.flatMap(({ spec }, i) =>
    spec.regularizer ? [spec.regularizer.penalty(variables[i]!)] : [],
  );
  const all = [...penalties, ...activity];
  return all.length === 0 ? undefined : addN(all);
}

/** Losses of samples and, after them, the penalty if there is one: what a batch is judged by, in one vector. */
export function withPenalty(losses: Tensor1D, penalty: Tensor | undefined): Tensor1D {
  return penalty ? concat([losses, reshape(penalty, [1])]) : losses;
}

/** The loss of a batch from the numbers of {@link withPenalty}: the weighted mean over the samples, and the penalty. */
export function batchLoss(judged: Float32Array, size: number, sampleWeights?: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += judged[i]! * (sampleWeights ? sampleWeights[i]! : 1);
  return sum / size + (judged.length > size ? judged[size]! : 0);
}

/** How much each number of {@link withPenalty} counts in the loss: its gradient. */
function shares(length: number, size: number, sampleWeights?: Float32Array): Tensor1D {
  const values = new Float32Array(length).fill(1);
  for (let i = 0; i < size; i++) values[i] = (sampleWeights ? sampleWeights[i]! : 1) / size;
  return tensor(values, [length]) as Tensor1D;
}

/** What a step gives to be read; the caller owns both. */
export interface StepTensors {
  /** Losses of the samples, then the penalty if there is one; see {@link batchLoss}. */
  readonly judged: Tensor1D;
  /** `[batch, ...outputShape]`: logits where the job works on them. */
  readonly outputs: Tensor;
}

/**
 * One optimizer step: forward, loss, gradients, update.
 *
 * The mean over samples is not part of what is differentiated: the losses are, each with its share as the gradient from above.
 *
 * @param sampleWeights factor on each sample's loss; the mean still divides by the number of samples, as in Keras.
 */
export function trainStep(
  network: Network,
  job: TrainingJob,
  state: OptimizerState,
  batch: Batch,
  sampleWeights?: Float32Array,
): StepTensors {
  let results: StepTensors | undefined;
  tidy(() => {
    const inputs = inputsTensor(batch);
    const targets = targetsTensor(batch.targets!, job.loss, network.outputShape);
    const updates: [NetworkWeight, Tensor][] = [];
    let outputs: Tensor | undefined;
    const judge = () => {
      const activity: Tensor[] = [];
      outputs = keep(
        network.forward(inputs, {
          training: true,
          step: state.step,
          logits: job.onLogits,
          onUpdate: (weight, value) => updates.push([weight, keep(value)]),
          onActivityPenalty: (penalty) => activity.push(penalty),
        }),
      );
      const losses = sampleLosses(job.loss, job.onLogits, outputs, targets);
      return withPenalty(losses, totalPenalty(network, activity));
    };
    const upstream = shares(batch.size + Number(network.isPenalized), batch.size, sampleWeights);
    const spared = () => (outputs ? [outputs] : []);
    const { value, gradients } = gradientsOf(judge, state.trainable, upstream, spared);
    state.apply(gradients as readonly Tensor[]);
    applyUpdates(network, updates);
    results = { judged: keep(value), outputs: outputs! };
  });
  return results!;
}

function applyUpdates(network: Network, updates: readonly [NetworkWeight, Tensor][]): void {
  const variables = network.variables();
  for (const [weight, value] of updates) {
    variables[network.weights.indexOf(weight)]!.assign(value);
    value.dispose();
  }
}
