import type { GradientClipping } from '@glassbox/regularization';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What an update may depend on besides the gradient. */
export interface UpdateContext {
  readonly learningRate: number;
  /** Updates done so far plus this one: 1 for the first. */
  readonly step: number;
}

/**
 * How a gradient changes a parameter: a pure function of tensors, so that a network's state is all outside of it.
 *
 * `slots` are what it remembers for each parameter, such as Adam's two moments; each has the parameter's shape.
 */
export interface Optimizer {
  readonly name: string;
  /** The rate that training starts with. */
  readonly learningRate: number;
  readonly slots: readonly { readonly name: string; readonly initial: number }[];
  /** The parameter and its slots after a step. */
  update(parameter: Tensor, gradient: Tensor, slots: readonly Tensor[], context: UpdateContext): UpdateResult;
  readonly clipping?: GradientClipping;
  /** Keras's class name and configuration, for saved models. */
  readonly keras: { readonly className: string; readonly config: Readonly<Record<string, unknown>> };
}

export interface UpdateResult {
  readonly parameter: Tensor;
  readonly slots: readonly Tensor[];
}

/** Options that every optimizer takes. */
export interface CommonOptions {
  /** Size of a step, above 0. */
  readonly learningRate?: number;
  /** Limits gradients before each step: `clipByValue`, `clipByNorm` or `clipByGlobalNorm` of `@glassbox/regularization`. */
  readonly clipping?: GradientClipping;
}
