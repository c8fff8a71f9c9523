import type { ActivationLike } from '@glassbox/activations';
import { preluWithSlopes, resolveActivation } from '@glassbox/activations';
import { constant, type Initializer, type InitializerName, resolveInitializer } from '../initializers/initializer.js';
import type { Layer, LayerOptions } from './layer.js';
import { activationConfig, initializerConfig } from './weight-options.js';

/** Applies an activation by name or value: `layers.activation('tanh')`. */
export function activation(like: ActivationLike, { name }: LayerOptions = {}): Layer {
  const resolved = resolveActivation(like);
  return {
    className: 'Activation',
    name,
    config: { activation: activationConfig(resolved) },
    build: (inputShape) => ({ outputShape: inputShape, weights: [], activation: resolved, call: (x) => x }),
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
