import type { Tensor } from '@tensorflow/tfjs-core';
import type { SavedForm } from '../penalties/regularizer.js';

/** A rule that weights must keep; after each optimizer step they are projected back to it. */
export interface Constraint {
  readonly name: string;
  /** The nearest (or rescaled) weights that keep the rule, a new tensor of the same shape. NaN stays NaN. */
  project(w: Tensor): Tensor;
  /** Keras's form for saved models. */
  config(): SavedForm;
}
