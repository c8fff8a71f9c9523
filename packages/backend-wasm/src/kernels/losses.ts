import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Softmax and cross-entropy on logits, and their gradients. */
export function lossKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    softmax(x) {
      const y = heap.make<Tensor2D>(x.shape);
      kernels.softmax(heap.address(x), heap.address(y), ...x.shape);
      return y;
    },

    softmaxGradient(dy, y) {
      const dx = heap.make<Tensor2D>(y.shape);
      kernels.softmaxGradient(heap.address(dy), heap.address(y), heap.address(dx), ...y.shape);
      return dx;
    },

    sparseSoftmaxCrossEntropy(logits, labels) {
      const [rows, classes] = logits.shape;
      const losses = heap.make<Tensor1D>([rows]);
      const probabilities = heap.make<Tensor2D>([rows, classes]);
      const [from, by, to, kept] = [logits, labels, losses, probabilities].map((tensor) => heap.address(tensor));
      kernels.sparseSoftmaxCrossEntropy(from!, by!, to!, kept!, rows, classes);
      return { losses, probabilities };
    },

    sparseSoftmaxCrossEntropyGradient(probabilities, labels, dLosses) {
      const [rows, classes] = probabilities.shape;
      const dLogits = heap.make<Tensor2D>([rows, classes]);
      const [kept, by, from, to] = [probabilities, labels, dLosses, dLogits].map((tensor) => heap.address(tensor));
      kernels.sparseSoftmaxCrossEntropyGradient(kept!, by!, from!, to!, rows, classes);
      return dLogits;
    },
  };
}
