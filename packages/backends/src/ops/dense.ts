import { add, reshape, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/**
 * Fully connected layer before its activation: `y = x W + b`.
 *
 * @param x `[..., inputs]`; leading axes are kept.
 * @param kernel `[inputs, units]`.
 * @param bias `[units]`, left out for none.
 * @returns `[..., units]`. Gradients: `dx = dy Wᵀ`, `dW = xᵀ dy`, `db = Σ dy`.
 */
export function dense(x: Tensor, kernel: Tensor2D, bias?: Tensor1D): Tensor {
  const outputShape = [...x.shape.slice(0, -1), kernel.shape[1]];
  const flat = (tensor: Tensor, width: number) => reshape(tensor, [-1, width]) as Tensor2D;
  return differentiable<Tensor>(bias ? [x, kernel, bias] : [x, kernel], {
    forward(save) {
      save([x, kernel]);
      const product = activeKernels().matMul(flat(x, kernel.shape[0]), kernel, false, false);
      return reshape(bias ? add(product, bias) : product, outputShape);
    },
    backward(dy, saved) {
      const [input, weights] = saved as [Tensor, Tensor2D];
      const kernels = activeKernels();
      const gradient = flat(dy, weights.shape[1]);
      return [
        () => reshape(kernels.matMul(gradient, weights, false, true), input.shape),
        () => kernels.matMul(flat(input, weights.shape[0]), gradient, true, false),
        () => sum(gradient, 0),
      ];
    },
  });
}
