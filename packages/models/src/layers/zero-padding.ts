import { pad } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, Shape } from './layer.js';
import { type Margin, type Margins1d, type Margins2d, type Margins3d, resolveMargins } from './margins.js';
import { requireImage, requireSequence, requireVolume } from './require-shape.js';

type RequireShape = (title: string, inputShape: Shape) => void;

function zeroPadding(
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
    config: isSequence ? { padding: margins[0] } : { padding: margins, data_format: 'channels_last' },
    build(inputShape) {
      requireInput(title, inputShape);
      const outputShape = inputShape.map(
        (extent, axis) => extent + (margins[axis]?.[0] ?? 0) + (margins[axis]?.[1] ?? 0),
      );
      const paddings = [[0, 0], ...margins, [0, 0]].map(([before, after]): [number, number] => [before!, after!]);
      return { outputShape, weights: [], call: (x) => pad(x, paddings) };
    },
  };
}

/**
 * Adds zeros to both ends of a sequence: `[steps, c] -> [before + steps + after, c]`. Source: Keras, `ZeroPadding1D`.
 *
 * @param padding how many at each end, or `[before, after]`; default 1. Anything but whole numbers of at least 0 throws `bad-argument`.
 */
export const zeroPadding1d = (padding: Margins1d = 1, options: LayerOptions = {}): Layer =>
  zeroPadding(
    'ZeroPadding1D',
    'zeroPadding1d',
    resolveMargins('zeroPadding1d', 1, typeof padding === 'number' ? padding : [padding]),
    requireSequence,
    options,
  );

/**
 * Adds zeros around an image `[height, width, c]`. Source: Keras, `ZeroPadding2D`.
 *
 * @param padding for all sides, `[vertical, horizontal]` or `[[top, bottom], [left, right]]`; default 1. Anything but whole numbers of at
 * least 0 throws `bad-argument`.
 */
export const zeroPadding2d = (padding: Margins2d = 1, options: LayerOptions = {}): Layer =>
  zeroPadding('ZeroPadding2D', 'zeroPadding2d', resolveMargins('zeroPadding2d', 2, padding), requireImage, options);

/**
 * Adds zeros around a volume `[depth, height, width, c]`. Source: Keras, `ZeroPadding3D`.
 *
 * @param padding for all sides, or for each of the three axes one number or `[before, after]`; default 1. Anything but whole numbers of at
 * least 0 throws `bad-argument`.
 */
export const zeroPadding3d = (padding: Margins3d = 1, options: LayerOptions = {}): Layer =>
  zeroPadding('ZeroPadding3D', 'zeroPadding3d', resolveMargins('zeroPadding3d', 3, padding), requireVolume, options);
