import { pair, repeatElements, type Triple, triple, upsampleBilinear } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { requireExtents } from './convolution/window.js';
import type { Layer, LayerOptions, Shape } from './layer.js';
import { requireImage, requireSequence, requireVolume } from './require-shape.js';
import { OWN_LAYER } from './weight-options.js';

/** Options of {@link upSampling2d}. */
export interface UpSampling2dOptions extends LayerOptions {
  /** `'nearest'` (default) repeats pixels, `'bilinear'` blends neighbours by how near their centres are. */
  readonly interpolation?: 'nearest' | 'bilinear';
}

interface UpSampling {
  readonly className: string;
  readonly title: string;
  readonly factors: readonly number[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly name: string | undefined;
  requireInput(title: string, inputShape: Shape): void;
  readonly enlarge?: (x: Tensor) => Tensor;
}

/** Enlarges by repeating unless told otherwise. */
function upSampling({ className, title, factors, config, name, requireInput, enlarge }: UpSampling): Layer {
  requireExtents(`size of ${title}`, factors, factors.length);
  const repeat = (x: Tensor) => factors.reduce((part, factor, axis) => repeatElements(part, axis + 1, factor), x);
  return {
    className,
    name,
    config,
    build(inputShape) {
      requireInput(title, inputShape);
      const outputShape = inputShape.map((extent, axis) => extent * (factors[axis] ?? 1));
      return { outputShape, weights: [], call: enlarge ?? repeat };
    },
  };
}

/**
 * Repeats each step: `[steps, c] -> [steps × size, c]`. Source: Keras, `UpSampling1D`.
 *
 * @param size a whole number above 0, default 2; anything else throws `bad-argument`.
 */
export const upSampling1d = (size = 2, { name }: LayerOptions = {}): Layer =>
  upSampling({
    className: 'UpSampling1D',
    title: 'upSampling1d',
    factors: [size],
    config: { size },
    name,
    requireInput: requireSequence,
  });

/**
 * Makes an image larger by whole factors: `[height, width, c] -> [height × size, width × size, c]`. Source: Keras, `UpSampling2D`.
 *
 * @param size one factor or `[vertical, horizontal]`, whole numbers above 0, default 2; anything else throws `bad-argument`.
 */
export function upSampling2d(
  size: number | readonly [number, number] = 2,
  { interpolation = 'nearest', name }: UpSampling2dOptions = {},
): Layer {
  const factors = pair(size);
  requireArgument(
    interpolation === 'nearest' || interpolation === 'bilinear',
    `interpolation of upSampling2d is 'nearest' or 'bilinear', but '${interpolation}' came.`,
  );
  const isBilinear = interpolation === 'bilinear';
  return upSampling({
    // tfjs-layers puts the blended pixels elsewhere.
    className: `${isBilinear ? OWN_LAYER : ''}UpSampling2D`,
    title: 'upSampling2d',
    factors,
    config: { size: factors, data_format: 'channels_last', interpolation },
    name,
    requireInput: requireImage,
    ...(isBilinear ? { enlarge: (x) => upsampleBilinear(x as Tensor4D, factors) } : {}),
  });
}

/**
 * Repeats each place of a volume along its three axes: `[depth, height, width, c]`, each extent times its factor. Source: Keras, `UpSampling3D`.
 *
 * @param size one factor or `[depth, height, width]`, whole numbers above 0, default 2; anything else throws `bad-argument`.
 */
export const upSampling3d = (size: Triple = 2, { name }: LayerOptions = {}): Layer =>
  upSampling({
    className: 'UpSampling3D',
    title: 'upSampling3d',
    factors: triple(size),
    config: { size: triple(size), data_format: 'channels_last' },
    name,
    requireInput: requireVolume,
  });
