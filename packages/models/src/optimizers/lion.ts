import { requireArgument } from '@glassbox/core';
import { add, mul, sign, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireMemory } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface LionOptions extends CommonOptions {
  /** Share of the momentum in the direction of a step, above 0 and below 1. Default 0.9. */
  readonly beta1?: number;
  /** Memory of the momentum, 0 to below 1. Default 0.99. */
  readonly beta2?: number;
}

/**
 * Lion: every weight moves by the same amount, in the direction of a mixture of momentum and gradient.
 *
 * `w ← w - lr sign(β₁ m + (1-β₁) g)`, then `m ← β₂ m + (1-β₂) g`. It wants rates 3 to 10 times smaller than Adam's and more weight decay.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.99. Source: Chen et al., 2023, arXiv 2302.06675.
 */
export function lion(options: LionOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.99, weightDecay = 0 } = options;
  requireMemory({ beta1, beta2 });
  requireArgument(beta1 > 0, 'beta1 of lion is above 0: without momentum only the sign of the gradient is left.');
  return defineOptimizer(
    {
      name: 'lion',
      className: 'Lion',
      learningRate: 0.001,
      config: { beta_1: beta1, beta_2: beta2 },
      slots: [{ name: 'momentum', initial: 0 }],
      rule: { kind: 'lion', beta1, beta2, weightDecay },
      update(w, g, [m], { learningRate }) {
        const mix = (beta: number) => add(mul(m!, beta), mul(g, 1 - beta));
        return { parameter: sub(w, mul(sign(mix(beta1)), learningRate)), slots: [mix(beta2)] };
      },
    },
    options,
  );
}
