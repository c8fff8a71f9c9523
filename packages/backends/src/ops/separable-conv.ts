import type { Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { conv1d } from './conv1d.js';
import { conv2d } from './conv2d.js';
import { type DepthwiseConv1dOptions, depthwiseConv1d } from './depthwise-conv1d.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import type { WindowOptions } from './window-geometry.js';

/**
 * A depthwise convolution, then one of width 1 that mixes its channels; far fewer weights than {@link conv2d}.
 *
 * @param x `[batch, height, width, in]`.
 * @param depthwise `[filterHeight, filterWidth, in, multiplier]`.
 * @param pointwise `[1, 1, in * multiplier, out]`.
 * @param options of the depthwise part.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outHeight, outWidth, out]`. Source: Chollet, 2016, arXiv 1610.02357.
 */
export function separableConv2d(
  x: Tensor4D,
  depthwise: Tensor4D,
  pointwise: Tensor4D,
  options: WindowOptions = {},
  bias?: Tensor1D,
): Tensor4D {
  return conv2d(depthwiseConv2d(x, depthwise, options), pointwise, {}, bias);
}

/** {@link separableConv2d} of sequences: x `[batch, steps, in]`, depthwise `[width, in, multiplier]`, pointwise `[1, in * multiplier, out]`. */
export function separableConv1d(
  x: Tensor3D,
  depthwise: Tensor3D,
  pointwise: Tensor3D,
  options: DepthwiseConv1dOptions = {},
  bias?: Tensor1D,
): Tensor3D {
  return conv1d(depthwiseConv1d(x, depthwise, options), pointwise, {}, bias);
}
