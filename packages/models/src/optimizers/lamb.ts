import { add, div, greater, logicalAnd, mul, scalar, sqrt, square, sub, sum, where } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireMemory, requireNotBelowZero } from './base.js';
import { type MomentOptions, momentSlots, towards, towardsSquare } from './moments.js';
import type { Optimizer } from './optimizer.js';

/** Options of {@link lamb}. */
export type LambOptions = MomentOptions;

/**
 * LAMB: Adam's step, scaled for each weight to the norm of the weight, for very large batches.
 *
 * `d = m̂ / (√v̂ + ε)` with Adam's moments divided by `1-βᵗ`; `w ← w - lr d |w| / |d|`, the ratio being 1 where a norm is 0.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. Source: You et al., arXiv 1904.00962.
 */
export function lamb(options: LambOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  requireMemory({ beta1, beta2 });
  requireNotBelowZero({ epsilon });
  return defineOptimizer(
    {
      name: 'lamb',
      className: 'Lamb',
      learningRate: 0.001,
      config: { beta_1: beta1, beta_2: beta2, epsilon },
      slots: momentSlots,
      update(w, g, [m, v], { learningRate, step }) {
        const mean = towards(m!, g, beta1);
        const squares = towardsSquare(v!, g, beta2);
        const divisor = add(sqrt(div(squares, 1 - beta2 ** step)), epsilon);
        const direction = div(div(mean, 1 - beta1 ** step), divisor);
        const [weightNorm, stepNorm] = [sqrt(sum(square(w))), sqrt(sum(square(direction)))];
        const known = logicalAnd(greater(weightNorm, 0), greater(stepNorm, 0));
        const ratio = where(known, div(weightNorm, stepNorm), scalar(1));
        return { parameter: sub(w, mul(direction, mul(ratio, learningRate))), slots: [mean, squares] };
      },
    },
    options,
  );
}
