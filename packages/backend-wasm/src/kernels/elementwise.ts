import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Passes over the elements of tensors. */
export function elementwiseKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    reluGradient(dy, y) {
      const dx = heap.make<Tensor>(dy.shape);
      kernels.reluGradient(heap.address(dy), heap.address(y), heap.address(dx), dy.size);
      return dx;
    },

    dropout(x, rate, [key0, key1]) {
      const y = heap.make<Tensor>(x.shape);
      // Words are whole numbers: one lies below a threshold where it lies below the next whole number.
      const limit = Math.ceil(rate * 2 ** 32);
      kernels.dropout(heap.address(x), heap.address(y), x.size, limit, 1 / (1 - rate), key0, key1);
      return y;
    },
  };
}
