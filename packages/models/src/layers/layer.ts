import type { Activation } from '@glassbox/activations';
import type { Random } from '@glassbox/core';
import type { Constraint, Regularizer } from '@glassbox/regularization';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Initializer } from '../initializers/initializer.js';

/** Extents of a tensor without its batch axis. */
export type Shape = readonly number[];

/** A weight that a layer asks the network to keep. */
export interface WeightSpec {
  /** Keras's name of it, such as `kernel` or `moving_mean`. */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** False for what no gradient changes, such as the moving moments of batch normalisation. */
  readonly trainable: boolean;
  readonly regularizer?: Regularizer | undefined;
  readonly constraint?: Constraint | undefined;
}

/** What a call may depend on besides its input and weights. */
export interface CallContext {
  /** True while fitting: dropout drops, batch normalisation uses the batch's own moments. */
  readonly training: boolean;
  /** The layer's own random stream in this step; another step has another. */
  readonly random: Random;
  /** Gives a weight that is not trained its value after this step. */
  update(weight: number, value: Tensor): void;
}

/** A layer that knows its input's shape. */
export interface BuiltLayer {
  /** The shape that `call` gives. An activation that changes the width does so after it. */
  readonly outputShape: Shape;
  readonly weights: readonly WeightSpec[];
  /** The output before the activation, `[batch, ...outputShape]`; weights come in the order of their specs. */
  call(x: Tensor, weights: readonly Tensor[], context: CallContext): Tensor;
  /** `call` and then the activation, in one pass; for layers that can fuse the two. It gives what the two would. */
  callActivated?(x: Tensor, weights: readonly Tensor[], context: CallContext): Tensor;
  /** Applied after `call`; the trainer leaves a last softmax or sigmoid to a loss that is exact on logits. */
  readonly activation?: Activation | undefined;
  /** Penalty on the output, for each sample. */
  readonly activityRegularizer?: Regularizer | undefined;
}

/**
 * A layer is a value: what it is called in Keras, and how it builds for an input shape. It holds no tensor, so one value can stand in
 * two networks, each with weights of its own.
 */
export interface Layer {
  /** Keras's class name, such as `Dense`. */
  readonly className: string;
  readonly name?: string | undefined;
  /** Throws `shape-mismatch` where the layer cannot take such an input. */
  build(inputShape: Shape): BuiltLayer;
  /** Keras's configuration with its snake_case keys, without the name. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Options that every layer takes. */
export interface LayerOptions {
  /** Name in the summary and in saved models. Default: the class and a number, such as `dense_1`. */
  readonly name?: string | undefined;
}
