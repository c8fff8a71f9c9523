import { requireArgument } from '@glassbox/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A limit on gradients, applied before each optimizer step so that one bad batch cannot throw the weights far off.
 *
 * A gradient that is not a number is never clipped to one: NaN stays NaN, so that training notices it.
 */
export interface GradientClipping {
  readonly name: string;
  /** The limited gradients: new tensors, in the same order and shapes; the given ones are left alone. */
  clip(gradients: readonly Tensor[]): Tensor[];
  /** Keras's optimizer option of the same meaning, such as `{ clipnorm: 1 }`. */
  config(): Readonly<Record<string, number>>;
}

/** Throws `bad-argument` unless the limit is a finite number above 0. */
export function requireLimit(limit: number): void {
  requireArgument(
    limit > 0 && Number.isFinite(limit),
    `Gradients are clipped at a finite number above 0, but ${limit} came. 1 is a usual one.`,
  );
}
