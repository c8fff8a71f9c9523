import { requireArgument } from '@glassbox/core';
import { add, div, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { baseOf } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface AdamOptions extends CommonOptions {
  /** Memory of the mean of gradients, 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** Memory of the mean of their squares, 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Keeps the divisor above 0. Default 1e-7, as in Keras. */
  readonly epsilon?: number;
}

export interface AdamWOptions extends AdamOptions {
  /** Share of a weight that a step of rate 1 would remove. Default 0.004. */
  readonly weightDecay?: number;
}

/**
 * `lr √(1-β₂ᵗ) / (1-β₁ᵗ)` rounded to float32 at every step, as Keras computes it: `1 - 0.999` is 1.3e-5 off there, and in a hundred
 * steps of a network with kinks that grows into half a percent of the loss.
 */
function correctedRate(rate: number, beta1: number, beta2: number, step: number): number {
  const unbias = (beta: number) => Math.fround(1 - Math.fround(Math.fround(beta) ** step));
  return Math.fround(Math.fround(Math.fround(rate) * Math.fround(Math.sqrt(unbias(beta2)))) / unbias(beta1));
}

function adamLike(name: string, className: string, options: AdamWOptions): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0, clipping } = options;
  for (const beta of [beta1, beta2])
    requireArgument(beta >= 0 && beta < 1, `beta1 and beta2 lie in [0, 1), but ${beta} came.`);
  const config = { beta_1: beta1, beta_2: beta2, epsilon, ...(weightDecay ? { weight_decay: weightDecay } : {}) };
  return {
    ...baseOf(name, className, learningRate, clipping, config),
    slots: [
      { name: 'm', initial: 0 },
      { name: 'v', initial: 0 },
    ],
    update(w, g, [m, v], { learningRate: rate, step }) {
      const mean = add(m!, mul(sub(g, m!), 1 - beta1));
      const squares = add(v!, mul(sub(square(g), v!), 1 - beta2));
      const corrected = correctedRate(rate, beta1, beta2, step);
      const decayed: Tensor = weightDecay ? mul(w, 1 - rate * weightDecay) : w;
      const change = div(mul(mean, corrected), add(sqrt(squares), epsilon));
      return { parameter: sub(decayed, change), slots: [mean, squares] };
    },
  };
}

/**
 * Adam: steps scaled by running moments of the gradient.
 *
 * `m ← β₁ m + (1-β₁) g`, `v ← β₂ v + (1-β₂) g²`, `w ← w - lr √(1-β₂ᵗ)/(1-β₁ᵗ) m / (√v + ε)`.
 *
 * @param options learningRate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7. Source: Kingma and Ba, 2014, arXiv 1412.6980.
 */
export const adam = (options: AdamOptions = {}): Optimizer => adamLike('adam', 'Adam', options);

/** Adam with decoupled weight decay: `w ← w (1 - lr decay)` before Adam's step. Source: Loshchilov and Hutter, arXiv 1711.05101. */
export const adamW = (options: AdamWOptions = {}): Optimizer =>
  adamLike('adamW', 'AdamW', { weightDecay: 0.004, ...options });
