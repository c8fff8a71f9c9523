import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Normalisation of rows and of channels, and their gradients. */
export function normalizationKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    normalizeRows(x, epsilon) {
      const [rows, columns] = x.shape;
      const y = heap.make<Tensor2D>(x.shape);
      const means = heap.make<Tensor1D>([rows]);
      const inverses = heap.make<Tensor1D>([rows]);
      const [from, to, mean, inverse] = [x, y, means, inverses].map((each) => heap.address(each));
      kernels.layerNormalize(from!, 0, 0, to!, mean!, inverse!, rows, columns, epsilon);
      return { y, means, inverses };
    },

    normalizeRowsGradient(dy, x, { means, inverses }) {
      const [rows, columns] = x.shape;
      const dx = heap.make<Tensor2D>(x.shape);
      const [slope, from, mean, inverse, to] = [dy, x, means, inverses, dx].map((each) => heap.address(each));
      kernels.layerNormalizeGradient(slope!, from!, mean!, inverse!, 0, to!, 0, 0, rows, columns);
      return dx;
    },

    batchMoments(x, channels) {
      const mean = heap.make<Tensor1D>([channels]);
      const variance = heap.make<Tensor1D>([channels]);
      kernels.batchMoments(heap.address(x), heap.address(mean), heap.address(variance), x.size / channels, channels);
      return { mean, variance };
    },

    batchNormalize(x, { mean, variance }, gamma, beta, epsilon) {
      const channels = mean.shape[0];
      const y = heap.make<Tensor>(x.shape);
      const places = [x, mean, variance, gamma, beta, y].map((each) => heap.address(each));
      kernels.batchNormalize(...places, x.size / channels, channels, epsilon);
      return y;
    },

    batchNormalizeGradient(dy, x, { mean, variance }, gamma, epsilon) {
      const channels = mean.shape[0];
      const dx = heap.make<Tensor>(x.shape);
      const dGamma = heap.make<Tensor1D>([channels]);
      const dBeta = heap.make<Tensor1D>([channels]);
      const places = [dy, x, mean, variance, gamma, dx, dGamma, dBeta].map((each) => heap.address(each));
      kernels.batchNormalizeGradient(...places, x.size / channels, channels, epsilon);
      return { x: dx, gamma: dGamma, beta: dBeta };
    },
  };
}
