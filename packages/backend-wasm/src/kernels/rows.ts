import type { BackendKernels } from '@glassbox/backends/ops';
import { sizeOf } from '@glassbox/core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Sums over rows, look-ups of rows, and rows of bytes. */
export function rowKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    columnSums(rows) {
      const [height, width] = rows.shape;
      const sums = heap.make<Tensor1D>([width]);
      kernels.columnSums(heap.address(rows), heap.address(sums), height, width);
      return sums;
    },

    scatterAddRows(rows, indices, count) {
      const [length, width] = rows.shape;
      const sums = heap.make<Tensor2D>([count, width]);
      kernels.scatterAddRows(heap.address(rows), heap.address(indices), heap.address(sums), length, width, count);
      return sums;
    },

    bytesToFloat(bytes, scale, shape) {
      const size = sizeOf(shape);
      const values = heap.make<Tensor>(shape);
      const place = heap.scratch(size);
      heap.bytes(place, size).set(bytes);
      kernels.bytesToFloat(place, heap.address(values), size, scale);
      return values;
    },
  };
}
