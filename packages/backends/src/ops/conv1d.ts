import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { padBefore } from './arrange.js';
import { conv2d } from './conv2d.js';
import { asImageFilter, asImages, asSequences } from './sequences-as-images.js';
import type { Padding } from './window-geometry.js';

export interface Conv1dOptions {
  /** Steps between windows. Default 1. */
  readonly strides?: number;
  /** `'causal'` adds zeros before the sequence only, so that no output sees a later input. Default `'valid'`. */
  readonly padding?: Padding | 'causal';
  /** Steps between the taps of a filter. Default 1. */
  readonly dilations?: number;
}

/**
 * 1-D convolution (cross-correlation) before its activation, computed as a 2-D one of height 1.
 *
 * @param x `[batch, steps, in]`.
 * @param filter `[width, in, out]`.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outSteps, out]`.
 */
export function conv1d(x: Tensor3D, filter: Tensor3D, options: Conv1dOptions = {}, bias?: Tensor1D): Tensor3D {
  const { strides = 1, padding = 'valid', dilations = 1 } = options;
  const isCausal = padding === 'causal';
  const padded = isCausal ? padBefore(x, (filter.shape[0] - 1) * dilations) : x;
  const window = {
    strides: [1, strides],
    dilations: [1, dilations],
    padding: isCausal ? 'valid' : padding,
  } as const;
  return asSequences(conv2d(asImages(padded), asImageFilter(filter), window, bias));
}
