import { add, div, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireNotBelowZero, requireShare } from './base.js';
import type { CommonOptions, Optimizer, Slot } from './optimizer.js';

export interface RmspropOptions extends CommonOptions {
  /** Memory of the mean of squared gradients, 0 to 1. Default 0.9. */
  readonly rho?: number;
  /** Share of the last step that the next one keeps, 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Keeps the divisor above 0, at least 0. Default 1e-7. */
  readonly epsilon?: number;
  /** Whether to divide by the standard deviation instead of the root mean square. Default false. */
  readonly centered?: boolean;
}

/**
 * RMSprop: each gradient divided by a running root mean square.
 *
 * `a ← ρ a + (1-ρ) g²`, `step = lr g / √(a + ε)`; with momentum m: `v ← m v + step`, `w ← w - v`; centered: `a - c²` for a, where
 * `c ← ρ c + (1-ρ) g`.
 *
 * @param options learningRate 0.001, rho 0.9, momentum 0, epsilon 1e-7, centered false. Sources: Hinton, Coursera lecture 6e, 2012;
 * centered: Graves, arXiv 1308.0850.
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false, weightDecay = 0 } = options;
  requireShare({ rho, momentum });
  requireNotBelowZero({ epsilon });
  const slots: Slot[] = [{ name: 'velocity', initial: 0 }];
  if (momentum > 0) slots.push({ name: 'momentum', initial: 0 });
  if (centered) slots.push({ name: 'average', initial: 0 });
  const blend = (old: Tensor, value: Tensor) => add(mul(old, rho), mul(value, 1 - rho));
  return defineOptimizer(
    {
      name: 'rmsprop',
      className: 'RMSprop',
      learningRate: 0.001,
      config: { rho, momentum, epsilon, centered },
      slots,
      rule: { kind: 'rmsprop', rho, momentum, epsilon, centered, weightDecay },
      update(w, g, old, { learningRate }) {
        const squares = blend(old[0]!, square(g));
        const mean = centered ? [blend(old[slots.length - 1]!, g)] : [];
        const variance = mean[0] ? sub(squares, square(mean[0])) : squares;
        const step: Tensor = div(mul(g, learningRate), sqrt(add(variance, epsilon)));
        if (momentum === 0) return { parameter: sub(w, step), slots: [squares, ...mean] };
        const kept = add(mul(old[1]!, momentum), step);
        return { parameter: sub(w, kept), slots: [squares, kept, ...mean] };
      },
    },
    options,
  );
}
