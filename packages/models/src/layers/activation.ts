import {
  type Activation,
  type ActivationLike,
  elu as eluActivation,
  leakyRelu as leakyReluActivation,
  preluWithSlopes,
  type ReluOptions as ReluActivationOptions,
  relu as reluActivation,
  resolveActivation,
  softmax as softmaxActivation,
} from '@glassbox/activations';
import { GlassboxError, requireArgument } from '@glassbox/core';
import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import { constant, type Initializer, type InitializerName, resolveInitializer } from '../initializers/initializer.js';
import type { BuiltLayer, Layer, LayerOptions, Shape } from './layer.js';
import { activationConfig, initializerConfig, OWN_LAYER } from './weight-options.js';

/** A layer that does nothing but apply an activation. */
const applying =
  (activation: Activation) =>
  (inputShape: Shape): BuiltLayer => ({ outputShape: inputShape, weights: [], activation, call: (x) => x });

/** Applies an activation by name or value: `layers.activation('tanh')`. */
export function activation(like: ActivationLike, { name }: LayerOptions = {}): Layer {
  const resolved = resolveActivation(like);
  return {
    className: 'Activation',
    name,
    config: { activation: activationConfig(resolved) },
    build: applying(resolved),
  };
}

/** Options of {@link prelu}. */
export interface PreluOptions extends LayerOptions {
  /** How the slopes start. Default: all 0.25, as in the paper. */
  readonly alphaInitializer?: InitializerName | Initializer;
}

/**
 * Parametric ReLU: `max(0, x) + alpha min(0, x)` with a learned slope for each feature.
 *
 * Weight: `alpha`, of the input's shape. Source: He et al., 2015, arXiv 1502.01852.
 */
export function prelu({ alphaInitializer = constant(0.25), name }: PreluOptions = {}): Layer {
  const initializer = resolveInitializer(alphaInitializer);
  return {
    className: 'PReLU',
    name,
    config: { alpha_initializer: initializerConfig(initializer), shared_axes: null },
    build: (inputShape) => ({
      outputShape: inputShape,
      weights: [{ name: 'alpha', shape: inputShape, initializer, trainable: true }],
      call: (x, [alpha]) => preluWithSlopes(x, alpha!),
    }),
  };
}

/** Options of {@link relu}. */
export interface ReluOptions extends LayerOptions, ReluActivationOptions {}

/**
 * ReLU as a layer: `min(x, maxValue)` for x > threshold, else `negativeSlope (x - threshold)`.
 *
 * Defaults: no largest value, slope 0, threshold 0. A slope or threshold below 0, or a largest value not above the threshold, throws
 * `bad-argument`.
 */
export function relu({ name, negativeSlope = 0, maxValue, threshold = 0 }: ReluOptions = {}): Layer {
  const value = reluActivation({ negativeSlope, threshold, ...(maxValue === undefined ? {} : { maxValue }) });
  // Plain tfjs knows the largest value alone.
  const own = negativeSlope !== 0 || threshold !== 0;
  return {
    className: own ? `${OWN_LAYER}ReLU` : 'ReLU',
    name,
    config: { max_value: maxValue ?? null, negative_slope: negativeSlope, threshold },
    build: applying(value),
  };
}

/** Options of {@link leakyRelu}. */
export interface LeakyReluOptions extends LayerOptions {
  /** Slope for negative x, above 0 and at most 1. Default 0.3, as Keras's layer has it (its function, and ours, have others). */
  readonly negativeSlope?: number;
}

/** Leaky ReLU as a layer: `max(negativeSlope x, x)`. Source: Maas et al., ICML 2013. */
export function leakyRelu({ name, negativeSlope = 0.3 }: LeakyReluOptions = {}): Layer {
  return {
    className: 'LeakyReLU',
    name,
    // Two names for one number: Keras 3 reads the second, tfjs and Keras 2 the first.
    config: { alpha: negativeSlope, negative_slope: negativeSlope },
    build: applying(leakyReluActivation({ negativeSlope })),
  };
}

/** Options of {@link elu}. */
export interface EluOptions extends LayerOptions {
  /** What large negative inputs tend to, with its sign turned; above 0. Default 1. */
  readonly alpha?: number;
}

/** ELU as a layer: `x` for x > 0, else `alpha (e^x - 1)`. Source: Clevert et al., 2015, arXiv 1511.07289. */
export function elu({ name, alpha = 1 }: EluOptions = {}): Layer {
  return { className: 'ELU', name, config: { alpha }, build: applying(eluActivation({ alpha })) };
}

/** Options of {@link softmax}. */
export interface SoftmaxOptions extends LayerOptions {
  /** The axis whose values add up to 1, counting the batch as axis 0; negative from the end. Default -1. */
  readonly axis?: number;
}

/** Softmax as a layer: `e^x_i / Σ e^x_j` along an axis. Along the last one, a cross-entropy after it works on the logits. */
export function softmax({ name, axis = -1 }: SoftmaxOptions = {}): Layer {
  requireArgument(Number.isInteger(axis) && axis !== 0, `axis is a whole number but 0, the batch, but ${axis} came.`);
  return { className: 'Softmax', name, config: { axis }, build: (inputShape) => softmaxAlong(inputShape, axis) };
}

function softmaxAlong(inputShape: Shape, axis: number): BuiltLayer {
  const rank = inputShape.length + 1;
  const place = axis < 0 ? axis + rank : axis;
  if (place < 1 || place >= rank) {
    throw new GlassboxError(
      'shape-mismatch',
      `softmax runs along axis ${axis}, but samples of shape [${inputShape.join(', ')}] have the axes 1 to ${rank - 1}.`,
      { details: { axis, inputShape } },
    );
  }
  if (place === rank - 1) return applying(softmaxActivation())(inputShape);
  // Swapping two axes undoes itself.
  const order = Array.from({ length: rank }, (_, i) => (i === place ? rank - 1 : i === rank - 1 ? place : i));
  const call = (x: Tensor) => transpose(softmaxActivation().apply(transpose(x, order)), order);
  return { outputShape: inputShape, weights: [], call };
}
