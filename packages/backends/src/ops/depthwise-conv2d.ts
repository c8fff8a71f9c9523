import { add, sum, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import { type WindowOptions, windowGeometry } from './window-geometry.js';

/**
 * Depthwise 2-D convolution before its activation: each channel has filters of its own and is not mixed with the others.
 *
 * @param x `[batch, height, width, in]`.
 * @param filter `[filterHeight, filterWidth, in, multiplier]`.
 * @param options strides (default 1), padding (default `'valid'`), dilations (default 1); both may be above 1.
 * @param bias `[in * multiplier]`, left out for none.
 * @returns `[batch, outHeight, outWidth, in * multiplier]`; output `c * multiplier + m` is filter m of channel c.
 */
export function depthwiseConv2d(x: Tensor4D, filter: Tensor4D, options: WindowOptions = {}, bias?: Tensor1D): Tensor4D {
  const [filterHeight, filterWidth, channels, multiplier] = filter.shape;
  const geometry = windowGeometry(x.shape, [filterHeight, filterWidth], channels * multiplier, options);
  return differentiable<Tensor4D>(bias ? [x, filter, bias] : [x, filter], {
    forward(save) {
      save([x, filter]);
      const y = activeKernels().depthwiseConv2d(x, filter, geometry);
      return bias ? add(y, bias) : y;
    },
    backward(dy, saved) {
      const [image, weights] = saved as [Tensor4D, Tensor4D];
      const kernels = activeKernels();
      return [
        () => kernels.depthwiseConv2dInputGradient(dy, weights, geometry),
        () => kernels.depthwiseConv2dFilterGradient(image, dy, geometry),
        () => sum(dy, [0, 1, 2]),
      ];
    },
  });
}
