import { add, mul, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireShare } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface SgdOptions extends CommonOptions {
  /** Share of the last step that the next one keeps, 0 to 1. Default 0. */
  readonly momentum?: number;
  /** Whether to look ahead along the momentum (Nesterov). Default false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent.
 *
 * `w ← w - lr g`; with momentum m: `v ← m v - lr g`, `w ← w + v`, or `w ← w + m v - lr g` with Nesterov's look-ahead.
 *
 * @param options learningRate 0.01, momentum 0, nesterov false. Source: Sutskever et al., ICML 2013.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
  requireShare({ momentum });
  return defineOptimizer(
    {
      name: 'sgd',
      className: 'SGD',
      learningRate: 0.01,
      config: { momentum, nesterov },
      slots: momentum === 0 ? [] : [{ name: 'momentum', initial: 0 }],
      rule: { kind: 'sgd', momentum, nesterov, weightDecay },
      update(w, g, [v], { learningRate: rate }) {
        const step = mul(g, rate);
        if (!v) return { parameter: sub(w, step), slots: [] };
        const velocity = sub(mul(v, momentum), step);
        return { parameter: add(w, nesterov ? sub(mul(velocity, momentum), step) : velocity), slots: [velocity] };
      },
    },
    options,
  );
}
