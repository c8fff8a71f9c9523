import { jit, nn, numpy as np, random, valueAndGrad } from '@jax-js/jax';
import { BATCH } from '../job.js';

// jax-js counts references: an array is spent by the operation that takes it, and `.ref` keeps it for one more.

type Weights = np.Array[];

/** The notebook's weights, Glorot uniform, and zeros of the same shapes for the two moments. */
export function initialState(): { weights: Weights; first: Weights; second: Weights } {
  const uniform = (seed: number, shape: [number, number]) => {
    const bound = Math.sqrt(6 / (shape[0] + shape[1]));
    return random.uniform(random.key(seed), shape, { minval: -bound, maxval: bound });
  };
  const weights = [uniform(1, [784, 128]), np.zeros([128]), uniform(2, [128, 10]), np.zeros([10])];
  const zeros = () => weights.map((weight) => np.zeros(weight.shape));
  return { weights, first: zeros(), second: zeros() };
}

/** Mean cross-entropy of the notebook's network, dropout 0.2 included. */
function loss([w1, b1, w2, b2]: Weights, x: np.Array, labels: np.Array, key: np.Array): np.Array {
  const hidden = nn.relu(np.dot(x, w1!).add(b1!));
  const kept = np.where(random.bernoulli(key, 0.8, [BATCH, 128]), hidden.mul(1 / 0.8), 0);
  const logits = np.dot(kept, w2!).add(b2!);
  return nn
    .logSoftmax(logits)
    .mul(nn.oneHot(labels, 10))
    .sum()
    .mul(-1 / BATCH);
}

/** Loss and gradients by the weights, compiled as one. */
export const gradients = jit(valueAndGrad(loss));

/** Adam with Keras's settings, compiled as one. `rate` and `scale` carry the corrections of the bias. */
export const update = jit(
  (weights: Weights, first: Weights, second: Weights, gradient: Weights, rate: np.Array, scale: np.Array) => {
    const nextFirst = first.map((m, i) => m.mul(0.9).add(gradient[i]!.ref.mul(0.1)));
    const nextSecond = second.map((v, i) => v.mul(0.999).add(np.square(gradient[i]!).mul(0.001)));
    const next = weights.map((weight, i) => {
      const spread = np.sqrt(nextSecond[i]!.ref.mul(scale.ref)).add(1e-7);
      return weight.sub(nextFirst[i]!.ref.mul(rate.ref).div(spread));
    });
    rate.dispose();
    scale.dispose();
    return [next, nextFirst, nextSecond];
  },
);
