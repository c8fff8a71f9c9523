import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireNotBelowZero } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface AdagradOptions extends CommonOptions {
  /** What the sum of squares starts with, at least 0. Default 0.1. */
  readonly initialAccumulator?: number;
  /** Keeps the divisor above 0, at least 0. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adagrad: each gradient divided by the root of the sum of all its squares so far: `a ← a + g²`, `w ← w - lr g / √(a + ε)`.
 *
 * @param options learningRate 0.001, initialAccumulator 0.1, epsilon 1e-7. Source: Duchi et al., JMLR 12 (2011).
 */
export function adagrad(options: AdagradOptions = {}): Optimizer {
  const { initialAccumulator = 0.1, epsilon = 1e-7, weightDecay = 0 } = options;
  requireNotBelowZero({ initialAccumulator, epsilon });
  return defineOptimizer(
    {
      name: 'adagrad',
      className: 'Adagrad',
      learningRate: 0.001,
      config: { initial_accumulator_value: initialAccumulator, epsilon },
      slots: [{ name: 'accumulator', initial: initialAccumulator }],
      rule: { kind: 'adagrad', epsilon, weightDecay },
      update(w, g, [a], { learningRate }) {
        const total = add(a!, square(g));
        return { parameter: sub(w, div(mul(g, learningRate), sqrt(add(total, epsilon)))), slots: [total] };
      },
    },
    options,
  );
}
