import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { asImageFilter, asImages, asSequences } from './sequences-as-images.js';
import type { Padding } from './window-geometry.js';

export interface DepthwiseConv1dOptions {
  /** Steps between windows. Default 1. */
  readonly strides?: number;
  /** Default `'valid'`. */
  readonly padding?: Padding;
  /** Steps between the taps of a filter. Default 1. */
  readonly dilations?: number;
}

/**
 * Depthwise 1-D convolution before its activation, computed as a 2-D one of height 1:
 * `[batch, steps, in] -> [batch, outSteps, in * multiplier]`.
 *
 * @param filter `[width, in, multiplier]`.
 * @param bias `[in * multiplier]`, left out for none.
 */
export function depthwiseConv1d(
  x: Tensor3D,
  filter: Tensor3D,
  { strides = 1, padding = 'valid', dilations = 1 }: DepthwiseConv1dOptions = {},
  bias?: Tensor1D,
): Tensor3D {
  const window = { strides: [1, strides], dilations: [1, dilations], padding } as const;
  return asSequences(depthwiseConv2d(asImages(x), asImageFilter(filter), window, bias));
}
