import { add, mul, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { CommonOptions, Slot } from './optimizer.js';

/** Options of the family of Adam. */
export interface MomentOptions extends CommonOptions {
  /** Memory of the mean of gradients, 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** Memory of the mean of their squares (Adamax: of the largest), 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Keeps the divisor above 0, at least 0. Default 1e-7, as in Keras. */
  readonly epsilon?: number;
}

/** The slots of a mean and a mean square. */
export const momentSlots: readonly Slot[] = [
  { name: 'm', initial: 0 },
  { name: 'v', initial: 0 },
];

/** A running mean after another value: `m + (1 - β)(x - m)`. */
export const towards = (mean: Tensor, value: Tensor, beta: number): Tensor =>
  add(mean, mul(sub(value, mean), 1 - beta));

/** A running mean of squares after another value. */
export const towardsSquare = (mean: Tensor, value: Tensor, beta: number): Tensor => towards(mean, square(value), beta);
