import type { TrainingKernels } from '@glassbox/backends/ops';
import { type Tensor1D, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/** `op(a) op(b)`: reads the operands where they lie, so that a transposition costs nothing. */
function matMul(a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean): Tensor2D {
  const [left, right] = [a.dataSync(), b.dataSync()];
  const [rows, inner] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const columns = transposeB ? b.shape[0] : b.shape[1];
  const [aRow, aInner] = transposeA ? [1, rows] : [inner, 1];
  const [bInner, bColumn] = transposeB ? [1, inner] : [columns, 1];
  const product = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += left[row * aRow + k * aInner]! * right[k * bInner + column * bColumn]!;
      product[row * columns + column] = sum;
    }
  }
  return tensor2d(product, [rows, columns]);
}

/** `out[indices[i]] += rows[i]`. */
function scatterAddRows(rows: Tensor2D, indices: Tensor1D, count: number): Tensor2D {
  const width = rows.shape[1];
  const values = rows.dataSync();
  const sums = new Float32Array(count * width);
  for (const [i, target] of indices.dataSync().entries()) {
    for (let column = 0; column < width; column++) sums[target * width + column]! += values[i * width + column]!;
  }
  return tensor2d(sums, [count, width]);
}

/** The training operations that this backend computes in its own way; Glassbox composes the others of tfjs operations. */
export const kernels: Partial<TrainingKernels> = { matMul, scatterAddRows };
