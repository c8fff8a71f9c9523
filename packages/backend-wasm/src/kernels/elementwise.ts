import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Passes over the elements of tensors. */
export function elementwiseKernels(heap: Heap): BackendKernels {
  return {
    reluGradient(dy, y) {
      const dx = heap.make<Tensor>(dy.shape);
      heap.kernels.reluGradient(heap.address(dy), heap.address(y), heap.address(dx), dy.size);
      return dx;
    },
  };
}
