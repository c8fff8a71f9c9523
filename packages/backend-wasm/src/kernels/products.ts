import type { BackendKernels } from '@glassbox/backends/ops';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Columns from which on leaving out zeros of the left operand can pay for the search for them. */
const WIDE = 32;

/** Rows of c that a tile has; fewer are computed one by one. */
const TILE_ROWS = 4;

/** Rows of c in a part, or a multiple of them: each part packs b anew, which so many rows make up for. */
const PART_ROWS = 16;

/** The operands of a product as addresses, and its sizes: `[m, k] x [k, n]` after transposition. */
export interface Product {
  readonly a: number;
  readonly b: number;
  /** 0 for none. */
  readonly bias: number;
  readonly c: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly relu: boolean;
}

/** Runs the product kernel on addresses; threads take rows of c. */
export function multiply(heap: Heap, product: Product): void {
  const { kernels } = heap;
  const { a, b, bias, c, m, n, k, transposeA, transposeB, relu } = product;
  const isWide = n >= WIDE && m >= TILE_ROWS;
  const [aRow, aDepth] = transposeA ? [4, 4 * m] : [4 * k, 4];
  const [bDepth, bColumn] = transposeB ? [4, 4 * k] : [4 * n, 4];
  const scratchBytes = (rows: number) =>
    isWide ? kernels.matMulSparseScratchBytes(rows, k) : kernels.matMulScratchBytes();
  if (!heap.threads) {
    // Small products are many, and an array for each would take longer than they do.
    const run = isWide ? kernels.matMulSparse : kernels.matMul;
    run(a, aRow, aDepth, b, bDepth, bColumn, bias, c, m, n, k, Number(relu), heap.scratch(scratchBytes(m)));
    return;
  }
  const work = { extent: m, unit: PART_ROWS, cost: m * n * k, scratchBytes };
  heap.run(isWide ? 'matMulSparse' : 'matMul', work, ({ start, count, scratch }) => {
    const [from, to] = [a + start * aRow, c + start * 4 * n];
    return [from, aRow, aDepth, b, bDepth, bColumn, bias, to, count, n, k, Number(relu), scratch];
  });
}

type Operands = Pick<Product, 'transposeA' | 'transposeB' | 'relu'>;

function multiplyTensors(heap: Heap, a: Tensor2D, b: Tensor2D, bias: Tensor1D | undefined, how: Operands): Tensor2D {
  const [m, k] = how.transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const n = how.transposeB ? b.shape[0] : b.shape[1];
  const c = heap.make<Tensor2D>([m, n]);
  multiply(heap, {
    ...how,
    a: heap.address(a),
    b: heap.address(b),
    bias: bias ? heap.address(bias) : 0,
    c: heap.address(c),
    m,
    n,
    k,
  });
  return c;
}

/** Matrix products, in all four transpositions, with bias and ReLU in the same pass. */
export function productKernels(heap: Heap): BackendKernels {
  return {
    matMul: (a, b, transposeA, transposeB) =>
      multiplyTensors(heap, a, b, undefined, { transposeA, transposeB, relu: false }),
    denseGradients(x, dy) {
      const kernel = multiplyTensors(heap, x, dy, undefined, { transposeA: true, transposeB: false, relu: false });
      const bias = heap.make<Tensor1D>([dy.shape[1]]);
      heap.kernels.columnSums(heap.address(dy), heap.address(bias), dy.shape[0], dy.shape[1]);
      return { kernel, bias };
    },
    dense: (a, b, bias, relu) => multiplyTensors(heap, a, b, bias, { transposeA: false, transposeB: false, relu }),
  };
}
