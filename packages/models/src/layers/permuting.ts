import { repeatElements } from '@glassbox/backends/ops';
import { GlassboxError, requireArgument } from '@glassbox/core';
import { reshape, transpose } from '@tensorflow/tfjs-core';
import { requireCount } from './convolution/window.js';
import type { Layer, LayerOptions } from './layer.js';

/**
 * Reorders the axes of each sample: axis i of the output is axis `dims[i]` of the input, counted from 1 as in Keras.
 *
 * @param dims each number from 1 to the number of axes once; anything else throws `bad-argument`, an input of another rank `shape-mismatch`.
 * @example
 * layers.permute([2, 1]); // [steps, features] to [features, steps]
 */
export function permute(dims: readonly number[], { name }: LayerOptions = {}): Layer {
  requireArgument(
    dims.length > 0 && dims.toSorted((a, b) => a - b).every((axis, i) => axis === i + 1),
    `permute(dims) takes each axis from 1 on once, but [${dims.join(', ')}] came.`,
  );
  return {
    className: 'Permute',
    name,
    config: { dims },
    build(inputShape) {
      if (inputShape.length !== dims.length) {
        throw new GlassboxError(
          'shape-mismatch',
          `permute([${dims.join(', ')}]) orders ${dims.length} axes, but samples of shape [${inputShape.join(', ')}] came. Name each axis once.`,
          { details: { dims, inputShape } },
        );
      }
      const outputShape = dims.map((axis) => inputShape[axis - 1]!);
      return { outputShape, weights: [], call: (x) => transpose(x, [0, ...dims]) };
    },
  };
}

/**
 * Makes a sequence of one vector: `[features] -> [times, features]`. Source: Keras, `RepeatVector`.
 *
 * @param times a whole number above 0; anything else throws `bad-argument`, an input that is no vector `shape-mismatch`.
 */
export function repeatVector(times: number, { name }: LayerOptions = {}): Layer {
  requireCount('repeatVector', times);
  return {
    className: 'RepeatVector',
    name,
    config: { n: times },
    build(inputShape) {
      const [features] = inputShape;
      if (features === undefined || inputShape.length !== 1) {
        throw new GlassboxError(
          'shape-mismatch',
          `repeatVector takes vectors [features], but samples of shape [${inputShape.join(', ')}] came. Put layers.flatten() before it.`,
          { details: { inputShape } },
        );
      }
      return {
        outputShape: [times, features],
        weights: [],
        call: (x) => repeatElements(reshape(x, [-1, 1, features]), 1, times),
      };
    },
  };
}
