import { averagePool2d, maxPool2d, type Padding, type PoolOptions, pair, windowGeometry } from '@glassbox/backends/ops';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from './layer.js';
import { requireImage } from './require-shape.js';

/** Options of the pooling layers. */
export interface Pooling2dOptions extends LayerOptions {
  /** Height and width of the window in pixels. Default 2. */
  readonly poolSize?: number | readonly [number, number];
  /** Pixels between windows. Default: the pool size. */
  readonly strides?: number | readonly [number, number];
  /** Default `'valid'`. */
  readonly padding?: Padding;
}

function pooling(
  className: string,
  title: string,
  pool: (x: Tensor4D, options: PoolOptions) => Tensor4D,
  { poolSize: size = 2, strides: step = size, padding = 'valid', name }: Pooling2dOptions,
): Layer {
  const [poolSize, strides] = [pair(size), pair(step)];
  return {
    className,
    name,
    config: { pool_size: poolSize, strides, padding, data_format: 'channels_last' },
    build(inputShape) {
      requireImage(title, inputShape);
      const geometry = windowGeometry([1, ...inputShape], poolSize, inputShape[2]!, { strides, padding });
      return {
        outputShape: geometry.output.slice(1),
        weights: [],
        call: (x) => pool(x as Tensor4D, { poolSize, strides, padding }),
      };
    },
  };
}

/** Keeps the largest value of each window and channel: `[height, width, c] -> [outHeight, outWidth, c]`. */
export const maxPooling2d = (options: Pooling2dOptions = {}): Layer =>
  pooling('MaxPooling2D', 'maxPooling2d', maxPool2d, options);

/** Takes the mean of each window and channel; padding does not count. */
export const averagePooling2d = (options: Pooling2dOptions = {}): Layer =>
  pooling('AveragePooling2D', 'averagePooling2d', averagePool2d, options);
