import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { averagePool2d, maxPool2d, type PoolOptions } from './pool2d.js';
import { asImages, asSequences } from './sequences-as-images.js';
import type { Padding } from './window-geometry.js';

export interface Pool1dOptions {
  /** Steps of the window. Default 2. */
  readonly poolSize?: number;
  /** Steps between windows. Default: the pool size. */
  readonly strides?: number;
  /** Default `'valid'`. */
  readonly padding?: Padding;
}

type Pool2d = (x: Tensor4D, options: PoolOptions) => Tensor4D;

function pool1d(pool: Pool2d, x: Tensor3D, options: Pool1dOptions): Tensor3D {
  const { poolSize = 2, strides = poolSize, padding = 'valid' } = options;
  return asSequences(pool(asImages(x), { poolSize: [1, poolSize], strides: [1, strides], padding }));
}

/** The largest value of each window and feature: `[batch, steps, features] -> [batch, outSteps, features]`. */
export const maxPool1d = (x: Tensor3D, options: Pool1dOptions = {}): Tensor3D => pool1d(maxPool2d, x, options);

/** The mean of each window and feature; zeros added by padding do not count. Shapes as for {@link maxPool1d}. */
export const averagePool1d = (x: Tensor3D, options: Pool1dOptions = {}): Tensor3D => pool1d(averagePool2d, x, options);
