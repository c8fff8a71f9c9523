import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { conv2dTranspose } from './conv2d-transpose.js';
import { asImageFilter, asImages, asSequences } from './sequences-as-images.js';
import type { Padding } from './window-geometry.js';

export interface Conv1dTransposeOptions {
  /** Steps of the output for each step of the input. Default 1. */
  readonly strides?: number;
  /** Default `'valid'`. */
  readonly padding?: Padding;
  /** Steps between the taps of a filter. Default 1. */
  readonly dilations?: number;
  /** Steps added to the end of the output, below the stride. Default: such that `'same'` gives steps × stride. */
  readonly outputPadding?: number | undefined;
}

/**
 * Transposed 1-D convolution, computed as a 2-D one of height 1: `[batch, steps, in] -> [batch, outSteps, out]`.
 *
 * @param filter `[width, out, in]`.
 * @param bias `[out]`, left out for none.
 */
export function conv1dTranspose(
  x: Tensor3D,
  filter: Tensor3D,
  { strides = 1, padding = 'valid', dilations = 1, outputPadding }: Conv1dTransposeOptions = {},
  bias?: Tensor1D,
): Tensor3D {
  const window = {
    strides: [1, strides],
    dilations: [1, dilations],
    padding,
    outputPadding: outputPadding === undefined ? undefined : ([0, outputPadding] as const),
  } as const;
  return asSequences(conv2dTranspose(asImages(x), asImageFilter(filter), window, bias));
}
