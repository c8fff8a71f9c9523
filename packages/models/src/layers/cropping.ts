import { GlassboxError } from '@glassbox/core';
import { slice } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, Shape } from './layer.js';
import { type Margin, type Margins1d, type Margins2d, type Margins3d, resolveMargins } from './margins.js';
import { requireImage, requireSequence, requireVolume } from './require-shape.js';

type RequireShape = (title: string, inputShape: Shape) => void;

function cropping(
  className: string,
  title: string,
  margins: readonly Margin[],
  requireInput: RequireShape,
  { name }: LayerOptions,
): Layer {
  const isSequence = margins.length === 1;
  return {
    className,
    name,
    config: isSequence ? { cropping: margins[0] } : { cropping: margins, data_format: 'channels_last' },
    build(inputShape) {
      requireInput(title, inputShape);
      const outputShape = croppedShape(title, inputShape, margins);
      const begin = [0, ...margins.map(([before]) => before), 0];
      return { outputShape, weights: [], call: (x) => slice(x, begin, [-1, ...outputShape]) };
    },
  };
}

function croppedShape(title: string, inputShape: Shape, margins: readonly Margin[]): Shape {
  const shape = inputShape.map((extent, axis) => extent - (margins[axis]?.[0] ?? 0) - (margins[axis]?.[1] ?? 0));
  if (shape.every((extent) => extent > 0)) return shape;
  throw new GlassboxError(
    'shape-mismatch',
    `${title} would cut all of an axis: samples have the shape [${inputShape.join(', ')}], the cuts are ${JSON.stringify(margins)}. Cut less.`,
    { details: { inputShape, margins } },
  );
}

/**
 * Cuts steps off both ends of a sequence `[steps, c]`. Source: Keras, `Cropping1D`.
 *
 * @param cut how many at each end, or `[before, after]`; default 1. Anything but whole numbers of at least 0 throws `bad-argument`, a
 * sequence that is cut to nothing `shape-mismatch`.
 */
export const cropping1d = (cut: Margins1d = 1, options: LayerOptions = {}): Layer =>
  cropping(
    'Cropping1D',
    'cropping1d',
    resolveMargins('cropping1d', 1, typeof cut === 'number' ? cut : [cut]),
    requireSequence,
    options,
  );

/**
 * Cuts the sides off an image `[height, width, c]`. Source: Keras, `Cropping2D`.
 *
 * @param cut for all sides, `[vertical, horizontal]` or `[[top, bottom], [left, right]]`; default 0. Bad input as for {@link cropping1d}.
 */
export const cropping2d = (cut: Margins2d = 0, options: LayerOptions = {}): Layer =>
  cropping('Cropping2D', 'cropping2d', resolveMargins('cropping2d', 2, cut), requireImage, options);

/**
 * Cuts the sides off a volume `[depth, height, width, c]`. Source: Keras, `Cropping3D`.
 *
 * @param cut for all sides, or for each of the three axes one number or `[before, after]`; default 1. Bad input as for {@link cropping1d}.
 */
export const cropping3d = (cut: Margins3d = 1, options: LayerOptions = {}): Layer =>
  cropping('Cropping3D', 'cropping3d', resolveMargins('cropping3d', 3, cut), requireVolume, options);
