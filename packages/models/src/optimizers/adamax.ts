import { adamaxRate } from '@glassbox/backends/ops';
import { abs, add, div, maximum, mul, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireMemory, requireNotBelowZero } from './base.js';
import { type MomentOptions, towards } from './moments.js';
import type { Optimizer } from './optimizer.js';

/** Options of {@link adamax}. */
export type AdamaxOptions = MomentOptions;

/**
 * Adamax: Adam with the largest gradient, slowly forgotten, in place of the root mean square.
 *
 * `m ← β₁ m + (1-β₁) g`, `u ← max(β₂ u, |g|)`, `w ← w - lr/(1-β₁ᵗ) m / (u + ε)`.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. Source: Kingma and Ba, arXiv 1412.6980, section 7.
 */
export function adamax(options: AdamaxOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 } = options;
  requireMemory({ beta1, beta2 });
  requireNotBelowZero({ epsilon });
  return defineOptimizer(
    {
      name: 'adamax',
      className: 'Adamax',
      learningRate: 0.001,
      config: { beta_1: beta1, beta_2: beta2, epsilon },
      slots: [
        { name: 'm', initial: 0 },
        { name: 'u', initial: 0 },
      ],
      rule: { kind: 'adamax', beta1, beta2, epsilon, weightDecay },
      update(w, g, [m, u], { learningRate, step }) {
        const mean = towards(m!, g, beta1);
        const norm = maximum(mul(u!, beta2), abs(g));
        const change = div(mul(mean, adamaxRate(learningRate, beta1, step)), add(norm, epsilon));
        return { parameter: sub(w, change), slots: [mean, norm] };
      },
    },
    options,
  );
}
