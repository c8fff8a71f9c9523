import { adamRate } from '@glassbox/backends/ops';
import { add, div, maximum, mul, sqrt, sub } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireMemory, requireNotBelowZero } from './base.js';
import { type MomentOptions, momentSlots, towards, towardsSquare } from './moments.js';
import type { Optimizer } from './optimizer.js';

export interface AdamOptions extends MomentOptions {
  /** Whether to divide by the largest mean square so far, so that steps never grow back. Default false. */
  readonly amsgrad?: boolean;
}

/** {@link AdamOptions}, with weight decay 0.004 where none is given. */
export type AdamWOptions = AdamOptions;

function adamLike(name: string, className: string, options: AdamOptions): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false, weightDecay = 0 } = options;
  requireMemory({ beta1, beta2 });
  requireNotBelowZero({ epsilon });
  return defineOptimizer(
    {
      name,
      className,
      learningRate: 0.001,
      config: { beta_1: beta1, beta_2: beta2, epsilon, amsgrad },
      slots: amsgrad ? [...momentSlots, { name: 'vhat', initial: 0 }] : momentSlots,
      rule: { kind: 'adam', beta1, beta2, epsilon, amsgrad, weightDecay },
      update(w, g, [m, v, largest], { learningRate, step }) {
        const mean = towards(m!, g, beta1);
        const squares = towardsSquare(v!, g, beta2);
        const divisor = largest ? maximum(largest, squares) : squares;
        const change = div(mul(mean, adamRate(learningRate, beta1, beta2, step)), add(sqrt(divisor), epsilon));
        return { parameter: sub(w, change), slots: largest ? [mean, squares, divisor] : [mean, squares] };
      },
    },
    options,
  );
}

/**
 * Adam: steps scaled by running moments of the gradient.
 *
 * `m ← β₁ m + (1-β₁) g`, `v ← β₂ v + (1-β₂) g²`, `w ← w - lr √(1-β₂ᵗ)/(1-β₁ᵗ) m / (√v + ε)`; with amsgrad `max v` so far instead of v.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7, amsgrad false. Sources: Kingma and Ba, 2014, arXiv
 * 1412.6980; amsgrad: Reddi et al., ICLR 2018.
 */
export const adam = (options: AdamOptions = {}): Optimizer => adamLike('adam', 'Adam', options);

/** Adam with decoupled weight decay: `w ← w (1 - lr decay)` before Adam's step. Source: Loshchilov and Hutter, arXiv 1711.05101. */
export const adamW = (options: AdamWOptions = {}): Optimizer =>
  adamLike('adamW', 'AdamW', { weightDecay: 0.004, ...options });
