import { requireArgument } from '@glassbox/core';
import { add, mul, sub } from '@tensorflow/tfjs-core';
import { baseOf } from './base.js';
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
export function sgd({ learningRate = 0.01, momentum = 0, nesterov = false, clipping }: SgdOptions = {}): Optimizer {
  requireArgument(momentum >= 0 && momentum <= 1, `momentum lies in [0, 1], but ${momentum} came.`);
  const base = baseOf('sgd', 'SGD', learningRate, clipping, { momentum, nesterov });
  if (momentum === 0) {
    return {
      ...base,
      slots: [],
      update: (w, g, _, { learningRate: rate }) => ({ parameter: sub(w, mul(g, rate)), slots: [] }),
    };
  }
  return {
    ...base,
    slots: [{ name: 'momentum', initial: 0 }],
    update(w, g, [v], { learningRate: rate }) {
      const step = mul(g, rate);
      const velocity = sub(mul(v!, momentum), step);
      return { parameter: add(w, nesterov ? sub(mul(velocity, momentum), step) : velocity), slots: [velocity] };
    },
  };
}
