import { differentiable, requireRate } from '@glassbox/backends/ops';
import { type Random, requireArgument } from '@glassbox/core';
import { add, clone, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { fillNormals } from './normals.js';

/** Normal deviates of this mean and standard deviation, of the shape of x. */
function normalsLike(x: Tensor, mean: number, deviation: number, random: Random): Tensor {
  const values = new Float32Array(x.size);
  fillNormals(values, random.key);
  for (let i = 0; i < values.length; i++) values[i] = mean + deviation * values[i]!;
  return tensor(values, x.shape);
}

/**
 * Gaussian dropout: multiplies by normal deviates of mean 1 and variance `rate / (1 - rate)`, the moments of dropout's own mask;
 * differentiable.
 *
 * @param rate 0 <= rate < 1; 0 returns x as it is, anything else throws `bad-argument`.
 * @param random the stream of this step; the same one gives the same noise.
 * Source: Srivastava et al., JMLR 15 (2014), section 10.
 */
export function gaussianDropout(x: Tensor, rate: number, random: Random): Tensor {
  requireRate(rate);
  if (rate === 0) return x;
  return differentiable<Tensor>([x], {
    forward(save) {
      const factors = normalsLike(x, 1, Math.sqrt(rate / (1 - rate)), random);
      save([factors]);
      return mul(x, factors);
    },
    backward: (dy, [factors]) => [mul(dy, factors!)],
  });
}

/**
 * Adds normal deviates of mean 0 and this standard deviation; differentiable.
 *
 * @param standardDeviation at least 0; 0 returns x as it is, anything else throws `bad-argument`.
 * @param random the stream of this step; the same one gives the same noise.
 */
export function gaussianNoise(x: Tensor, standardDeviation: number, random: Random): Tensor {
  requireArgument(
    standardDeviation >= 0 && Number.isFinite(standardDeviation),
    `A standard deviation is a finite number of at least 0, but ${standardDeviation} came.`,
  );
  if (standardDeviation === 0) return x;
  return differentiable<Tensor>([x], {
    forward: () => add(x, normalsLike(x, 0, standardDeviation, random)),
    backward: (dy) => [clone(dy)],
  });
}
