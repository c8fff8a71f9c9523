import { nadamFactors } from '@glassbox/backends/ops';
import { add, div, mul, sqrt, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireMemory, requireNotBelowZero } from './base.js';
import { type MomentOptions, momentSlots, towards, towardsSquare } from './moments.js';
import type { Optimizer } from './optimizer.js';

/** Options of {@link nadam}. */
export type NadamOptions = MomentOptions;

/**
 * Nadam: Adam that looks ahead along its momentum, as Nesterov's does.
 *
 * With the momenta `uₜ = β₁ (1 - 0.96ᵗ / 2)` and their product Uₜ: `m̂ = uₜ₊₁ m / (1 - Uₜ₊₁) + (1 - uₜ) g / (1 - Uₜ)`,
 * `w ← w - lr m̂ / (√(v / (1-β₂ᵗ)) + ε)`, m and v as Adam's.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. Source: Dozat, ICLR workshop 2016.
 */
export function nadam(options: NadamOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 } = options;
  requireMemory({ beta1, beta2 });
  requireNotBelowZero({ epsilon });
  return defineOptimizer(
    {
      name: 'nadam',
      className: 'Nadam',
      learningRate: 0.001,
      config: { beta_1: beta1, beta_2: beta2, epsilon },
      slots: momentSlots,
      rule: { kind: 'nadam', beta1, beta2, epsilon, weightDecay },
      update(w, g, [m, v], { learningRate, step }) {
        const mean = towards(m!, g, beta1);
        const squares = towardsSquare(v!, g, beta2);
        const factors = nadamFactors(beta1, beta2, step);
        const ahead = add(mul(mean, factors.mean), mul(g, factors.gradient));
        const change = div(mul(ahead, learningRate), add(sqrt(div(squares, factors.variance)), epsilon));
        return { parameter: sub(w, change), slots: [mean, squares] };
      },
    },
    options,
  );
}
