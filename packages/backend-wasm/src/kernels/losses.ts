import type { BackendKernels } from '@glassbox/backends/ops';
import { type Tensor1D, type Tensor2D, softmax as tfSoftmax } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Columns from which on tfjs's softmax is faster. */
const LONG_ROW = 32;

/** What an element of a softmax costs, in multiply-adds. */
const EXPONENTIAL = 16;

/** Softmax, whose rows threads may take, and cross-entropy of one class a row on logits, and their gradients. */
export function lossKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  const rowsOf = ({ shape: [rows], size }: Tensor2D) => ({ extent: rows, cost: EXPONENTIAL * size });
  return {
    softmax(x) {
      // Measured: tfjs's own is faster on long rows, ours on short ones.
      if (x.shape[1] >= LONG_ROW) return tfSoftmax(x);
      const y = heap.make<Tensor2D>(x.shape);
      const [from, to, columns] = [heap.address(x), heap.address(y), x.shape[1]];
      heap.run('softmax', rowsOf(x), ({ start, count }) => {
        const step = 4 * start * columns;
        return [from + step, to + step, count, columns];
      });
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

/** Cross-entropies on logits whose targets are a number for each output, and their gradients. */
export function crossEntropyKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  type Gradient = 'softmaxCrossEntropyGradient' | 'sigmoidCrossEntropyGradient';
  const byLogits = (kernel: Gradient, saved: Tensor2D, targets: Tensor2D, dLosses: Tensor1D) => {
    const dLogits = heap.make<Tensor2D>(saved.shape);
    const places = [saved, targets, dLosses, dLogits].map((tensor) => heap.address(tensor));
    kernels[kernel](...places, ...saved.shape);
    return dLogits;
  };
  return {
    softmaxCrossEntropy(logits, targets) {
      const [rows, classes] = logits.shape;
      const losses = heap.make<Tensor1D>([rows]);
      const probabilities = heap.make<Tensor2D>([rows, classes]);
      const places = [logits, targets, losses, probabilities].map((tensor) => heap.address(tensor));
      kernels.softmaxCrossEntropy(...places, rows, classes);
      return { losses, probabilities };
    },

    softmaxCrossEntropyGradient: (probabilities, targets, dLosses) =>
      byLogits('softmaxCrossEntropyGradient', probabilities, targets, dLosses),

    sigmoidCrossEntropy(logits, targets) {
      const losses = heap.make<Tensor1D>([logits.shape[0]]);
      const places = [logits, targets, losses].map((tensor) => heap.address(tensor));
      kernels.sigmoidCrossEntropy(...places, ...logits.shape);
      return losses;
    },

    sigmoidCrossEntropyGradient: (logits, targets, dLosses) =>
      byLogits('sigmoidCrossEntropyGradient', logits, targets, dLosses),
  };
}
