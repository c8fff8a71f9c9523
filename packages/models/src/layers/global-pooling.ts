import { globalAveragePool, globalMaxPool } from '@glassbox/backends/ops';
import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, Shape } from './layer.js';
import { requireImage, requireSequence, requireVolume } from './require-shape.js';
import { OWN_LAYER } from './weight-options.js';

/** Options of the global pooling layers. */
export interface GlobalPoolingOptions extends LayerOptions {
  /** Whether the pooled axes stay, as 1. Default false. */
  readonly keepDims?: boolean;
}

type RequireShape = (title: string, inputShape: Shape) => void;

function globalPooling(
  className: string,
  pool: (x: Tensor) => Tensor,
  requireInput: RequireShape,
  { keepDims = false, name }: GlobalPoolingOptions,
): Layer {
  const title = className[0]!.toLowerCase() + className.slice(1, -1) + className.slice(-1).toLowerCase();
  return {
    // tfjs-layers does not read keepdims.
    className: `${keepDims ? OWN_LAYER : ''}${className}`,
    name,
    config: { data_format: 'channels_last', ...(keepDims ? { keepdims: true } : {}) },
    build(inputShape) {
      requireInput(title, inputShape);
      const channels = inputShape[inputShape.length - 1]!;
      const outputShape = keepDims ? [...inputShape.slice(0, -1).map(() => 1), channels] : [channels];
      return { outputShape, weights: [], call: (x) => (keepDims ? reshape(pool(x), [-1, ...outputShape]) : pool(x)) };
    },
  };
}

/** Keeps the largest value of each feature over all steps: `[steps, c] -> [c]`. */
export const globalMaxPooling1d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalMaxPooling1D', globalMaxPool, requireSequence, options);

/** Keeps the largest value of each channel over the whole image: `[height, width, c] -> [c]`. */
export const globalMaxPooling2d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalMaxPooling2D', globalMaxPool, requireImage, options);

/** Keeps the largest value of each channel over the whole volume: `[depth, height, width, c] -> [c]`. */
export const globalMaxPooling3d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalMaxPooling3D', globalMaxPool, requireVolume, options);

/** Takes the mean of each feature over all steps: `[steps, c] -> [c]`. */
export const globalAveragePooling1d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalAveragePooling1D', globalAveragePool, requireSequence, options);

/** Takes the mean of each channel over the whole image: `[height, width, c] -> [c]`. Source: Lin et al., 2013, arXiv 1312.4400. */
export const globalAveragePooling2d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalAveragePooling2D', globalAveragePool, requireImage, options);

/** Takes the mean of each channel over the whole volume: `[depth, height, width, c] -> [c]`. */
export const globalAveragePooling3d = (options: GlobalPoolingOptions = {}): Layer =>
  globalPooling('GlobalAveragePooling3D', globalAveragePool, requireVolume, options);
