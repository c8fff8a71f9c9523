import type { Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { reshape } from './arrange.js';
import { averagePool2d, maxPool2d, type PoolOptions } from './pool2d.js';
import { type Padding, type Triple, triple } from './window-geometry.js';

export interface Pool3dOptions {
  /** Depth, height and width of the window. Default 2. */
  readonly poolSize?: Triple;
  /** Default: the pool size. */
  readonly strides?: Triple;
  /** Default `'valid'`. */
  readonly padding?: Padding;
}

type Pool2d = (x: Tensor4D, options: PoolOptions) => Tensor4D;

/** Pools each plane, then along the depth: a maximum of maxima, or a mean of means of equally many values. */
function pool3d(pool: Pool2d, x: Tensor5D, options: Pool3dOptions): Tensor5D {
  const [sizeDown, ...poolSize] = triple(options.poolSize ?? 2);
  const [strideDown, ...strides] = triple(options.strides ?? options.poolSize ?? 2);
  const padding = options.padding ?? 'valid';
  const [batch, depth, height, width, channels] = x.shape;
  const planes = pool(reshape(x, [batch * depth, height, width, channels]), { poolSize, strides, padding });
  const [, outHeight, outWidth] = planes.shape;
  const columns: Tensor4D = reshape(planes, [batch, depth, 1, outHeight * outWidth * channels]);
  const pooled = pool(columns, { poolSize: [sizeDown, 1], strides: [strideDown, 1], padding });
  return reshape(pooled, [batch, pooled.shape[1], outHeight, outWidth, channels]);
}

/**
 * The largest value of each window and channel: `[batch, depth, height, width, c] -> [batch, outDepth, outHeight, outWidth, c]`.
 *
 * The gradient of a window goes to its first largest element, whatever its sign. (tfjs's WASM kernel is wrong where all are <= 0.)
 */
export const maxPool3d = (x: Tensor5D, options: Pool3dOptions = {}): Tensor5D => pool3d(maxPool2d, x, options);

/** The mean of each window and channel; zeros added by padding do not count. Shapes as for {@link maxPool3d}. */
export const averagePool3d = (x: Tensor5D, options: Pool3dOptions = {}): Tensor5D => pool3d(averagePool2d, x, options);
