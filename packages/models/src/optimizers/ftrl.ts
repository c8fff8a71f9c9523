import { requireArgument } from '@glassbox/core';
import { add, clipByValue, div, mul, pow, square, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireNotBelowZero } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface FtrlOptions extends CommonOptions {
  /** How the rate falls with the sum of squares: at most 0, and 0 keeps it. Default -0.5. */
  readonly learningRatePower?: number;
  /** What the sum of squares starts with, at least 0. Default 0.1. */
  readonly initialAccumulator?: number;
  /** Strength of the L1 penalty, at least 0: it sets weights to exactly 0. Default 0. */
  readonly l1?: number;
  /** Strength of the L2 penalty, at least 0. Default 0. */
  readonly l2?: number;
  /** Strength of an L2 penalty on the size of the weight in the gradient, at least 0. Default 0. */
  readonly l2Shrinkage?: number;
  /** Adds `beta / (2 lr)` to l2, at least 0. Default 0. */
  readonly beta?: number;
}

/**
 * FTRL-Proximal: keeps a sum of adjusted gradients and solves for the weight anew at each step, so that L1 gives exact zeros.
 *
 * With p = -learningRatePower: `n' = n + g²`, `z ← z + g + 2 shrinkage w - w (n'^p - n^p) / lr`,
 * `w = (clip(z, -l1, l1) - z) / (n'^p / lr + 2 l2)`.
 *
 * @param options learningRate 0.001, see the fields. Source: McMahan et al., KDD 2013, with Keras's options.
 */
export function ftrl(options: FtrlOptions = {}): Optimizer {
  const { learningRatePower = -0.5, initialAccumulator = 0.1, l1 = 0, l2 = 0, l2Shrinkage = 0, beta = 0 } = options;
  requireNotBelowZero({ initialAccumulator, l1, l2, l2Shrinkage, beta });
  requireArgument(learningRatePower <= 0, `learningRatePower is at most 0, but ${learningRatePower} came.`);
  return defineOptimizer(
    {
      name: 'ftrl',
      className: 'Ftrl',
      learningRate: 0.001,
      config: {
        learning_rate_power: learningRatePower,
        initial_accumulator_value: initialAccumulator,
        l1_regularization_strength: l1,
        l2_regularization_strength: l2,
        l2_shrinkage_regularization_strength: l2Shrinkage,
        beta,
      },
      slots: [
        { name: 'accumulator', initial: initialAccumulator },
        { name: 'linear', initial: 0 },
      ],
      update(w, g, [n, z], { learningRate: rate }) {
        const total = add(n!, square(g));
        const power = pow(total, -learningRatePower);
        const gradient = l2Shrinkage > 0 ? add(g, mul(w, 2 * l2Shrinkage)) : g;
        const pull = mul(div(sub(power, pow(n!, -learningRatePower)), rate), w);
        const linear = add(z!, sub(gradient, pull));
        const quadratic = add(div(power, rate), 2 * (l2 + beta / (2 * rate)));
        return { parameter: div(sub(clipByValue(linear, -l1, l1), linear), quadratic), slots: [total, linear] };
      },
    },
    options,
  );
}
