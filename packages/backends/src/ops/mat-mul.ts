import type { Tensor2D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/**
 * Differentiable matrix product: `[m, k] x [k, n] -> [m, n]`.
 *
 * Gradients: `da = dy bᵀ`, `db = aᵀ dy`, each through the backend's own product.
 */
export function matMul(a: Tensor2D, b: Tensor2D): Tensor2D {
  return differentiable([a, b], {
    forward(save) {
      save([a, b]);
      return activeKernels().matMul(a, b, false, false);
    },
    backward(dy, saved) {
      const [left, right] = saved as [Tensor2D, Tensor2D];
      const kernels = activeKernels();
      return [() => kernels.matMul(dy, right, false, true), () => kernels.matMul(left, dy, true, false)];
    },
  });
}
