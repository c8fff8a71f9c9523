import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Columns from which on leaving out zeros of the left operand can pay for the search for them. */
const WIDE = 32;

interface Product {
  readonly a: Tensor2D;
  readonly b: Tensor2D;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias?: Tensor1D | undefined;
  readonly relu?: boolean;
}

function multiply(heap: Heap, { a, b, transposeA, transposeB, bias, relu = false }: Product): Tensor2D {
  const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const n = transposeB ? b.shape[0] : b.shape[1];
  const { kernels } = heap;
  const isWide = n >= WIDE;
  const scratch = heap.scratch(isWide ? kernels.matMulSparseScratchBytes(m, k) : kernels.matMulScratchBytes());
  const c = heap.make<Tensor2D>([m, n]);
  const [aRow, aDepth] = transposeA ? [4, 4 * m] : [4 * k, 4];
  const [bDepth, bColumn] = transposeB ? [4, 4 * k] : [4 * n, 4];
  const run = isWide ? kernels.matMulSparse : kernels.matMul;
  run(
    heap.address(a),
    aRow,
    aDepth,
    heap.address(b),
    bDepth,
    bColumn,
    bias ? heap.address(bias) : 0,
    heap.address(c),
    m,
    n,
    k,
    Number(relu),
    scratch,
  );
  return c;
}

/** Matrix products, in all four transpositions, with bias and ReLU in the same pass. */
export function productKernels(heap: Heap): BackendKernels {
  return {
    matMul: (a, b, transposeA, transposeB) => multiply(heap, { a, b, transposeA, transposeB }),
    dense: (a, b, bias, relu) => multiply(heap, { a, b, transposeA: false, transposeB: false, bias, relu }),
  };
}
