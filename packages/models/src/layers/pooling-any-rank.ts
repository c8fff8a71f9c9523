import {
  averagePool1d,
  averagePool3d,
  maxPool1d,
  maxPool3d,
  type Padding,
  type Triple,
  triple,
} from '@glassbox/backends/ops';
import type { Tensor, Tensor3D, Tensor5D } from '@tensorflow/tfjs-core';
import { extentsOf, outputExtents, requireExtents, type Window } from './convolution/window.js';
import type { Layer, LayerOptions, Shape } from './layer.js';
import { requireSequence, requireVolume } from './require-shape.js';

/** Options of the pooling layers. `Extents` is one number, or one for each axis. */
export interface PoolingOptions<Extents> extends LayerOptions {
  /** Extents of the window. Default 2. */
  readonly poolSize?: Extents;
  /** Distance between windows. Default: the pool size. */
  readonly strides?: Extents;
  /** Default `'valid'`. */
  readonly padding?: Padding;
}

interface Pooling {
  readonly className: string;
  readonly title: string;
  readonly rank: number;
  readonly options: PoolingOptions<number | readonly number[]>;
  requireInput(title: string, inputShape: Shape): void;
  call(x: Tensor): Tensor;
}

function pooling({ className, title, rank, options, requireInput, call }: Pooling): Layer {
  const kernelSize = extentsOf(options.poolSize ?? 2, rank);
  const strides = extentsOf(options.strides ?? kernelSize, rank);
  const padding = options.padding ?? 'valid';
  requireExtents(`poolSize of ${title}`, kernelSize, rank);
  requireExtents(`strides of ${title}`, strides, rank);
  const window: Window = { kernelSize, strides, padding, dilations: extentsOf(1, rank) };
  return {
    className,
    name: options.name,
    config: { pool_size: kernelSize, strides, padding, data_format: 'channels_last' },
    build(inputShape) {
      requireInput(title, inputShape);
      return {
        outputShape: [...outputExtents(title, inputShape.slice(0, -1), window), inputShape[rank]!],
        weights: [],
        call,
      };
    },
  };
}

const sequences = (className: string, title: string, pool: typeof maxPool1d, options: PoolingOptions<number>) =>
  pooling({
    className,
    title,
    rank: 1,
    options,
    requireInput: requireSequence,
    call: (x) => pool(x as Tensor3D, options),
  });

function volumes(className: string, title: string, pool: typeof maxPool3d, options: PoolingOptions<Triple>): Layer {
  const poolSize = triple(options.poolSize ?? 2);
  const settings = { poolSize, strides: triple(options.strides ?? poolSize), padding: options.padding ?? 'valid' };
  return pooling({
    className,
    title,
    rank: 3,
    options,
    requireInput: requireVolume,
    call: (x) => pool(x as Tensor5D, settings),
  });
}

/**
 * Keeps the largest value of each window and feature: `[steps, features] -> [outSteps, features]`. Source: Keras, `MaxPooling1D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no sequence.
 */
export const maxPooling1d = (options: PoolingOptions<number> = {}): Layer =>
  sequences('MaxPooling1D', 'maxPooling1d', maxPool1d, options);

/** Takes the mean of each window and feature; padding does not count. Otherwise as {@link maxPooling1d}. */
export const averagePooling1d = (options: PoolingOptions<number> = {}): Layer =>
  sequences('AveragePooling1D', 'averagePooling1d', averagePool1d, options);

/**
 * Keeps the largest value of each window and channel: `[depth, height, width, c] -> [outDepth, outHeight, outWidth, c]`.
 * Source: Keras, `MaxPooling3D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no volume.
 */
export const maxPooling3d = (options: PoolingOptions<Triple> = {}): Layer =>
  volumes('MaxPooling3D', 'maxPooling3d', maxPool3d, options);

/** Takes the mean of each window and channel; padding does not count. Otherwise as {@link maxPooling3d}. */
export const averagePooling3d = (options: PoolingOptions<Triple> = {}): Layer =>
  volumes('AveragePooling3D', 'averagePooling3d', averagePool3d, options);
