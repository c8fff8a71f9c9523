import { add, sum, type Tensor1D, type Tensor4D, conv2d as tfConv2d } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import { pair, type WindowOptions, windowGeometry } from './window-geometry.js';

/**
 * 2-D convolution (cross-correlation, as every neural network library means it) before its activation.
 *
 * @param x `[batch, height, width, in]`.
 * @param filter `[filterHeight, filterWidth, in, out]`.
 * @param options strides (default 1), padding (default `'valid'`), dilations (default 1); not both above 1.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outHeight, outWidth, out]`.
 */
export function conv2d(x: Tensor4D, filter: Tensor4D, options: WindowOptions = {}, bias?: Tensor1D): Tensor4D {
  const geometry = windowGeometry(x.shape, [filter.shape[0], filter.shape[1]], filter.shape[3], options);
  const strides = pair(options.strides ?? 1) as [number, number];
  const dilations = pair(options.dilations ?? 1) as [number, number];
  return differentiable<Tensor4D>(bias ? [x, filter, bias] : [x, filter], {
    forward(save) {
      save([x, filter]);
      const y = tfConv2d(x, filter, strides, options.padding ?? 'valid', 'NHWC', dilations);
      return bias ? add(y, bias) : y;
    },
    backward(dy, saved) {
      const [image, weights] = saved as [Tensor4D, Tensor4D];
      const kernels = activeKernels();
      return [
        () => kernels.conv2dInputGradient(dy, weights, geometry),
        () => kernels.conv2dFilterGradient(image, dy, geometry),
        () => sum(dy, [0, 1, 2]),
      ];
    },
  });
}
