import { fill, mean, mul, relu, step, sub, type Tensor, tanh, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { differentiable } from '../ops/index.js';
import type { Values } from './check.js';
import { toTensor } from './values.js';

/** A network to train by plain gradient descent: first weights, and the loss of each sample of the batch of a step. */
export interface Network {
  readonly weights: readonly Values[];
  readonly batchSize: number;
  readonly learningRate: number;
  losses(weights: readonly Tensor[], step: number): Tensor;
}

/** What a run left: the mean loss before each step, and the weights after the last. */
export interface Run {
  readonly losses: readonly number[];
  readonly weights: readonly Float32Array[];
}

/** Trains on the backend in use; leaves no tensor behind. */
export async function train(network: Network, steps: number): Promise<Run> {
  let weights = network.weights.map(toTensor);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const [loss, next] = oneStep(network, weights, i);
    losses.push((await loss.data<'float32'>())[0]!);
    for (const tensor of [loss, ...weights]) tensor.dispose();
    weights = next;
  }
  const trained = await Promise.all(weights.map((weight) => weight.data<'float32'>()));
  for (const weight of weights) weight.dispose();
  return { losses, weights: trained };
}

function oneStep(network: Network, weights: Tensor[], index: number): [loss: Tensor, next: Tensor[]] {
  const { batchSize, learningRate } = network;
  const results = tidy(() => {
    // The gradient of the mean goes in from outside: tfjs without tfjs-layers has none for its own mean.
    const upstream = fill([batchSize], 1 / batchSize);
    const { value, grads } = valueAndGrads((...tensors) => network.losses(tensors, index))(weights, upstream);
    return [mean(value), ...weights.map((weight, i) => sub(weight, mul(grads[i]!, learningRate)))];
  });
  return [results[0]!, results.slice(1)];
}

/** `tanh` with a gradient. */
export function tanhLayer(x: Tensor): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      const y = tanh(x);
      save([y]);
      return y;
    },
    backward: (dy, [y]) => [mul(dy, sub(1, mul(y!, y!)))],
  });
}

/** `relu` with a gradient. */
export function reluLayer(x: Tensor): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      save([x]);
      return relu(x);
    },
    backward: (dy, [input]) => [mul(dy, step(input!))],
  });
}
