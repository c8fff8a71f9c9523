import { cast, gather, reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/**
 * Picks rows of a table: `y[..., :] = table[indices[...], :]`.
 *
 * @param table `[rows, width]`, differentiable.
 * @param indices whole numbers in [0, rows), of any shape and any dtype; not differentiable.
 * @returns `[...indices.shape, width]`. The gradient adds up where an index repeats.
 */
export function embeddingLookup(table: Tensor2D, indices: Tensor): Tensor {
  const [rows, width] = table.shape;
  return differentiable<Tensor>([table], {
    forward(save) {
      const flat = reshape(cast(indices, 'int32'), [-1]) as Tensor1D;
      save([flat]);
      return reshape(gather(table, flat), [...indices.shape, width]);
    },
    backward(dy, saved) {
      return [activeKernels().scatterAddRows(reshape(dy, [-1, width]) as Tensor2D, saved[0] as Tensor1D, rows)];
    },
  });
}
