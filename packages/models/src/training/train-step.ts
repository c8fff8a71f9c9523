import type { Batch } from '@glassbox/core';
import {
  add,
  addN,
  concat,
  keep,
  mean,
  mul,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  tensor,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.js';
import type { Network, NetworkWeight } from '../model/network.js';
import type { TrainingJob } from './job.js';
import type { OptimizerState } from './optimizer-state.js';
import { targetsTensor } from './targets.js';

/** Copies the batch to the backend; the source may reuse its arrays for the next one. */
export function inputsTensor(batch: Batch): Tensor {
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

/**
 * One optimizer step: forward, loss, gradients, update.
 *
 * @param sampleWeights factor on each sample's loss; the mean still divides by the number of samples, as in Keras.
 * @returns `[1 + batch * outputs]`: the loss with its penalties, then the outputs (logits where the job works on them). The caller
 * owns it.
 */
export function trainStep(
  network: Network,
  job: TrainingJob,
  state: OptimizerState,
  batch: Batch,
  sampleWeights?: Float32Array,
): Tensor1D {
  return tidy(() => {
    const inputs = inputsTensor(batch);
    const targets = targetsTensor(batch.targets!, job.loss, network.outputShape);
    const updates: [NetworkWeight, Tensor][] = [];
    let outputs: Tensor | undefined;
    const lossOf = () => {
      const activity: Tensor[] = [];
      outputs = network.forward(inputs, {
        training: true,
        step: state.step,
        logits: job.onLogits,
        onUpdate: (weight, value) => updates.push([weight, keep(value)]),
        onActivityPenalty: (penalty) => activity.push(penalty),
      });
      keep(outputs);
      const losses = sampleLosses(job.loss, job.onLogits, outputs, targets);
      const dataLoss = mean(sampleWeights ? mul(losses, tensor(sampleWeights)) : losses);
      const penalty = totalPenalty(network, activity);
      return (penalty ? add(dataLoss, penalty) : dataLoss) as Scalar;
    };
    const { value, grads } = variableGrads(lossOf, state.trainable);
    state.apply(state.trainable.map((variable) => grads[variable.name]!));
    applyUpdates(network, updates);
    const packed = concat([reshape(value, [1]), reshape(outputs!, [-1])]) as Tensor1D;
    outputs!.dispose();
    return packed;
  });
}

function applyUpdates(network: Network, updates: readonly [NetworkWeight, Tensor][]): void {
  const variables = network.variables();
  for (const [weight, value] of updates) {
    variables[network.weights.indexOf(weight)]!.assign(value);
    value.dispose();
  }
}
