import {
  add,
  relu,
  reshape,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  conv2d as tfConv2d,
} from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { columnSums, reluGradient } from './dense.js';
import { differentiable } from './differentiable.js';
import type { WindowGeometry } from './kernels.js';
import { pair, type WindowOptions, windowGeometry } from './window-geometry.js';

/** Options of {@link conv2d}. */
export interface Conv2dOptions extends WindowOptions {
  /** Whether `max(0, y)` follows, which a backend may do in the same pass. Default false. */
  readonly relu?: boolean;
}

/**
 * 2-D convolution (cross-correlation, as every neural network library means it), and ReLU of it if asked.
 *
 * @param x `[batch, height, width, in]`.
 * @param filter `[filterHeight, filterWidth, in, out]`.
 * @param options strides (default 1), padding (default `'valid'`), dilations (default 1); not both above 1.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outHeight, outWidth, out]`.
 */
export function conv2d(x: Tensor4D, filter: Tensor4D, options: Conv2dOptions = {}, bias?: Tensor1D): Tensor4D {
  const geometry = windowGeometry(x.shape, [filter.shape[0], filter.shape[1]], filter.shape[3], options);
  return differentiable<Tensor4D>(bias ? [x, filter, bias] : [x, filter], {
    forward(save) {
      const y = convolve(x, filter, bias, geometry, options);
      save(options.relu ? [x, filter, y] : [x, filter]);
      return y;
    },
    backward(dy, [image, weights, y]) {
      const kernels = activeKernels();
      const gradient = y ? reluGradient(dy, y as Tensor4D) : dy;
      return [
        () => kernels.conv2dInputGradient(gradient, weights as Tensor4D, geometry),
        () => kernels.conv2dFilterGradient(image as Tensor4D, gradient, geometry),
        () => columnSums(reshape(gradient, [-1, geometry.output[3]]) as Tensor2D),
      ];
    },
  });
}

function convolve(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | undefined,
  geometry: WindowGeometry,
  { relu: isRelu = false, ...options }: Conv2dOptions,
): Tensor4D {
  const kernels = activeKernels();
  if (kernels.conv2d) return kernels.conv2d(x, filter, bias, geometry, isRelu);
  const strides = pair(options.strides ?? 1) as [number, number];
  const dilations = pair(options.dilations ?? 1) as [number, number];
  const linear = tfConv2d(x, filter, strides, options.padding ?? 'valid', 'NHWC', dilations);
  const shifted = bias ? (add(linear, bias) as Tensor4D) : linear;
  return isRelu ? relu(shifted) : shifted;
}
