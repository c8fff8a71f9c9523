import { normalizeRows } from '@glassbox/backends/ops';
import { ones } from '../../initializers/initializer.js';
import type { Layer, LayerOptions } from '../layer.js';
import { initializerConfig, OWN_LAYER } from '../weight-options.js';
import { broadcastShape, overAxes, sampleAxes } from './axes.js';
import { applyLearned, type LearnedOptions, learnedConfig, learnedWeights } from './learned.js';

/** Options of {@link layerNormalization}. */
export interface LayerNormalizationOptions extends LayerOptions, LearnedOptions {
  /** Axes of the batch that are normalised together. Default -1, the last. */
  readonly axis?: number | readonly number[];
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
}

/**
 * Brings each sample to mean 0 and variance 1 along its last axis, then scales and shifts it: `y = gamma (x - mean) / √(variance + epsilon) + beta`.
 *
 * It does the same while fitting and otherwise, and does not depend on the batch. Weights: `gamma` and `beta` over the axes.
 *
 * @throws `bad-argument` for an axis that the input does not have. Source: Ba et al., 2016, arXiv 1607.06450.
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): Layer {
  const { axis = -1, epsilon = 0.001, name } = options;
  return {
    className: 'LayerNormalization',
    name,
    config: { axis: [axis].flat(), epsilon, ...learnedConfig(options) },
    build(inputShape) {
      const axes = sampleAxes('layerNormalization', axis, inputShape);
      const shape = broadcastShape(inputShape, axes);
      return {
        outputShape: inputShape,
        weights: learnedWeights(
          axes.map((each) => inputShape[each]!),
          options,
        ),
        call: (x, weights) =>
          applyLearned(
            overAxes(x, axes, (rows) => normalizeRows(rows, epsilon, true)),
            weights,
            options,
            shape,
          ),
      };
    },
  };
}

/** Options of {@link rmsNormalization}. */
export interface RmsNormalizationOptions extends LayerOptions {
  /** Axes of the batch that are normalised together. Default -1, the last. */
  readonly axis?: number | readonly number[];
  /** Added to the mean square. Default 1e-6. */
  readonly epsilon?: number;
}

/**
 * Brings each sample to mean square 1 along its last axis, then scales it: `y = scale x / √(mean(x²) + epsilon)`.
 *
 * Weight: `scale` over the axes. Source: Zhang and Sennrich, 2019, arXiv 1910.07467.
 */
export function rmsNormalization({ axis = -1, epsilon = 1e-6, name }: RmsNormalizationOptions = {}): Layer {
  return {
    className: `${OWN_LAYER}RMSNormalization`,
    name,
    config: { axis: [axis].flat(), epsilon, scale_initializer: initializerConfig(ones()) },
    build(inputShape) {
      const axes = sampleAxes('rmsNormalization', axis, inputShape);
      const shape = broadcastShape(inputShape, axes);
      const scale = {
        name: 'scale',
        shape: axes.map((each) => inputShape[each]!),
        initializer: ones(),
        trainable: true,
      };
      return {
        outputShape: inputShape,
        weights: [scale],
        call(x, weights) {
          const normal = overAxes(x, axes, (rows) => normalizeRows(rows, epsilon, false));
          return applyLearned(normal, weights, { center: false }, shape);
        },
      };
    },
  };
}
