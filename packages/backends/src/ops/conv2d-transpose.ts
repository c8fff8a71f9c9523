import { add, sum, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import { convolve } from './kernels/convolve.js';
import { type TransposedOptions, transposedGeometry } from './transposed-geometry.js';

/**
 * Transposed 2-D convolution: what the input's gradient of a convolution computes, as a layer of its own. It makes images larger.
 *
 * Gradients: `dx` is the convolution of dy, `dFilter` the filter gradient of that convolution with x as its gradient.
 *
 * @param x `[batch, height, width, in]`.
 * @param filter `[filterHeight, filterWidth, out, in]`.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outHeight, outWidth, out]`; see {@link transposedGeometry} for the extents.
 */
export function conv2dTranspose(
  x: Tensor4D,
  filter: Tensor4D,
  options: TransposedOptions = {},
  bias?: Tensor1D,
): Tensor4D {
  const geometry = transposedGeometry(x.shape, [filter.shape[0], filter.shape[1]], filter.shape[2], options);
  return differentiable<Tensor4D>(bias ? [x, filter, bias] : [x, filter], {
    forward(save) {
      save([x, filter]);
      const y = activeKernels().conv2dInputGradient(x, filter, geometry);
      return bias ? add(y, bias) : y;
    },
    backward(dy, saved) {
      const [image, weights] = saved as [Tensor4D, Tensor4D];
      return [
        () => convolve(dy, weights, geometry),
        () => activeKernels().conv2dFilterGradient(dy, image, geometry),
        () => sum(dy, [0, 1, 2]),
      ];
    },
  });
}
