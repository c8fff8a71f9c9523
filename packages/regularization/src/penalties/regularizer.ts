import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** Keras's form of a value in saved models. */
export interface SavedForm {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * A penalty on the size of weights (or of a layer's output), added to the loss.
 *
 * @example
 * const lasso: Regularizer = l1(0.001);
 */
export interface Regularizer {
  readonly name: string;
  /** The penalty of a tensor of any shape, a scalar, differentiable. */
  penalty(w: Tensor): Scalar;
  /** The gradient of the penalty by w, of the shape of w, for loops that need no tape. */
  gradient(w: Tensor): Tensor;
  /** The penalty of plain numbers, in float64. */
  penaltyOf(w: ArrayLike<number>): number;
  /** Keras's form for saved models. */
  config(): SavedForm;
}
