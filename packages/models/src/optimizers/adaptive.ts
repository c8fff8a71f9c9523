import { requireArgument } from '@glassbox/core';
import { add, div, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { baseOf } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface RmspropOptions extends CommonOptions {
  /** Memory of the mean of squared gradients, 0 to 1. Default 0.9. */
  readonly rho?: number;
  /** Share of the last step that the next one keeps. Default 0. */
  readonly momentum?: number;
  /** Keeps the divisor above 0. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * RMSprop: each gradient divided by a running root mean square.
 *
 * `a ← ρ a + (1-ρ) g²`, `step = lr g / √(a + ε)`; with momentum m: `v ← m v + step`, `w ← w - v`.
 *
 * @param options learningRate 0.001, rho 0.9, momentum 0, epsilon 1e-7. Source: Hinton, Coursera lecture 6e, 2012.
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { learningRate = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-7, clipping } = options;
  requireArgument(rho >= 0 && rho <= 1, `rho lies in [0, 1], but ${rho} came.`);
  const velocity = { name: 'momentum', initial: 0 };
  return {
    ...baseOf('rmsprop', 'RMSprop', learningRate, clipping, { rho, momentum, epsilon, centered: false }),
    slots: momentum > 0 ? [{ name: 'velocity', initial: 0 }, velocity] : [{ name: 'velocity', initial: 0 }],
    update(w, g, [a, v], { learningRate: rate }) {
      const average = add(mul(a!, rho), mul(square(g), 1 - rho));
      const step: Tensor = div(mul(g, rate), sqrt(add(average, epsilon)));
      if (!v) return { parameter: sub(w, step), slots: [average] };
      const kept = add(mul(v, momentum), step);
      return { parameter: sub(w, kept), slots: [average, kept] };
    },
  };
}

export interface AdagradOptions extends CommonOptions {
  /** What the sum of squares starts with. Default 0.1. */
  readonly initialAccumulator?: number;
  /** Keeps the divisor above 0. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adagrad: each gradient divided by the root of the sum of all its squares so far: `a ← a + g²`, `w ← w - lr g / √(a + ε)`.
 *
 * @param options learningRate 0.001, initialAccumulator 0.1, epsilon 1e-7. Source: Duchi et al., JMLR 12 (2011).
 */
export function adagrad(options: AdagradOptions = {}): Optimizer {
  const { learningRate = 0.001, initialAccumulator = 0.1, epsilon = 1e-7, clipping } = options;
  return {
    ...baseOf('adagrad', 'Adagrad', learningRate, clipping, { initial_accumulator_value: initialAccumulator, epsilon }),
    slots: [{ name: 'accumulator', initial: initialAccumulator }],
    update(w, g, [a], { learningRate: rate }) {
      const total = add(a!, square(g));
      return { parameter: sub(w, div(mul(g, rate), sqrt(add(total, epsilon)))), slots: [total] };
    },
  };
}
