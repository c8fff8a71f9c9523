import { type ImageTaps, type Interpolation, sampleImage } from '@glassbox/backends/ops';
import { requireArgument, unknownName } from '@glassbox/core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { BuiltLayer, Layer, LayerOptions, Shape } from '../layer.js';
import { requireImage } from '../require-shape.js';
import { OWN_LAYER } from '../weight-options.js';
import { type ResizeOptions, resizeTaps } from './resize-taps.js';

/** Options of {@link resizing}. */
export interface ResizingOptions extends LayerOptions {
  /** Default `'bilinear'`, without smoothing before a reduction. */
  readonly interpolation?: Interpolation;
  /** Whether to cut the longer side first so that proportions stay. Default false. */
  readonly cropToAspectRatio?: boolean;
  /** Whether to add a border to the shorter side first so that proportions stay. Default false. */
  readonly padToAspectRatio?: boolean;
  /** The border's value. Default 0. */
  readonly fillValue?: number;
}

/** Throws `bad-argument` unless both extents are whole numbers above 0. */
export function requireSize(layer: string, height: number, width: number): void {
  requireArgument(
    [height, width].every((extent) => Number.isInteger(extent) && extent > 0),
    `${layer} takes a height and a width that are whole numbers above 0, but ${height} and ${width} came.`,
  );
}

/** A resize of images of a known size. Taps are kept for the last batch size, since most batches are alike. */
export function resizeFrom(
  inputShape: Shape,
  outputSize: readonly [number, number],
  options: ResizeOptions,
): BuiltLayer {
  const [height, width, channels] = inputShape as readonly [number, number, number];
  let last: { readonly batch: number; readonly taps: ImageTaps } | undefined;
  return {
    outputShape: [...outputSize, channels],
    weights: [],
    call(x) {
      const batch = x.shape[0]!;
      if (last?.batch !== batch) last = { batch, taps: resizeTaps(batch, [height, width], outputSize, options) };
      return sampleImage(x as Tensor4D, last.taps);
    },
  };
}

/**
 * Brings images to a size, while fitting and afterwards: `[height, width, channels]` of any size to that of the layer.
 *
 * Pixels count as squares whose centres are matched, as in Keras and TensorFlow 2. Differentiable.
 *
 * @throws `bad-argument` for extents that are not whole numbers above 0, or for cropping and padding at once; `unknown-name` for another
 * interpolation; `shape-mismatch` for anything but images.
 */
export function resizing(height: number, width: number, options: ResizingOptions = {}): Layer {
  const { interpolation = 'bilinear', cropToAspectRatio = false, padToAspectRatio = false, fillValue = 0 } = options;
  requireSize('resizing', height, width);
  if (interpolation !== 'bilinear' && interpolation !== 'nearest') {
    throw unknownName('interpolation', interpolation, ['bilinear', 'nearest']);
  }
  requireArgument(
    !(cropToAspectRatio && padToAspectRatio),
    'resizing can crop to the aspect ratio or pad to it, but not both. Drop one of the two.',
  );
  const proportions = cropToAspectRatio ? 'crop' : padToAspectRatio ? 'pad' : 'stretch';
  return {
    className: `${OWN_LAYER}Resizing`,
    name: options.name,
    config: {
      height,
      width,
      interpolation,
      crop_to_aspect_ratio: cropToAspectRatio,
      pad_to_aspect_ratio: padToAspectRatio,
      fill_mode: 'constant',
      fill_value: fillValue,
      data_format: 'channels_last',
    },
    build(inputShape) {
      requireImage('resizing', inputShape);
      return resizeFrom(inputShape, [height, width], { interpolation, proportions, fillValue });
    },
  };
}
