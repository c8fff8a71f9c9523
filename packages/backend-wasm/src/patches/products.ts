import { sizeOf } from '@glassbox/core';
import { getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../kernels/heap.js';
import { multiply } from '../kernels/products.js';
import type { Attributes, Inputs, Patch } from './patch.js';

/** Batches of two stacks of matrices; undefined where they have to be broadcast in a way that is left to tfjs. */
function batchOf(a: TensorInfo, b: TensorInfo): { shape: number[]; aStep: number; bStep: number } | undefined {
  const [left, right] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [leftSize, rightSize] = [sizeOf(left), sizeOf(right)];
  const same = left.length === right.length && left.every((extent, i) => extent === right[i]);
  if (!same && leftSize !== 1 && rightSize !== 1) return undefined;
  const shape = same || rightSize === 1 ? left : right;
  return { shape, aStep: leftSize === 1 ? 0 : 1, bStep: rightSize === 1 ? 0 : 1 };
}

/** Products of matrices in stacks; undefined for numbers that are not floats and for broadcasts that are left to tfjs. */
function stackedProduct(heap: Heap, inputs: Inputs, attributes: Attributes, relu: boolean): TensorInfo | undefined {
  const { a, b, bias } = inputs as { a: TensorInfo; b: TensorInfo; bias?: TensorInfo };
  const batch = batchOf(a, b);
  const isFloat = [a, b, bias].every((each) => !each || each.dtype === 'float32');
  if (!batch || !isFloat || (bias && bias.shape.length !== 1)) return undefined;
  const [transposeA, transposeB] = [attributes.transposeA === true, attributes.transposeB === true];
  const [rows, columns] = a.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columns, rows] : [rows, columns];
  const n = b.shape.at(transposeB ? -2 : -1)!;
  if (bias && bias.shape[0] !== n) return undefined;
  if (m * n * k === 0) return undefined;
  const c = heap.makeInfo([...batch.shape, m, n]);
  const [from, by, to] = [heap.address(a), heap.address(b), heap.address(c)];
  for (let i = 0; i < sizeOf(batch.shape); i++) {
    multiply(heap, {
      a: from + 4 * i * batch.aStep * m * k,
      b: by + 4 * i * batch.bStep * k * n,
      bias: bias ? heap.address(bias) : 0,
      c: to + 4 * i * m * n,
      ...{ m, n, k, transposeA, transposeB, relu },
    });
  }
  return c;
}

/** Activations that tfjs fuses into a product, and the kernel of each. */
const activationKernels: Readonly<Record<string, string>> = {
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/** tfjs's fused product: bias, then an activation, which unless it is a ReLU runs as the kernel that it is by itself. */
function fusedProduct(heap: Heap, inputs: Inputs, attributes: Attributes): TensorInfo | undefined {
  const activation = String(attributes.activation ?? 'linear');
  const linear = stackedProduct(heap, inputs, attributes, activation === 'relu');
  const kernel = activationKernels[activation] && getKernel(activationKernels[activation], 'wasm');
  if (!linear || !kernel) return linear;
  const result = kernel.kernelFunc({
    inputs: { x: linear, alpha: inputs.preluActivationWeights },
    backend: heap.backend,
    attrs: { alpha: Number(attributes.leakyreluAlpha ?? 0) },
  }) as TensorInfo;
  heap.free(linear);
  return result;
}

export const productPatches: readonly Patch[] = [
  {
    kernelName: 'BatchMatMul',
    reason: 'Takes five times as long where an operand is transposed or there is a stack of matrices.',
    run: (heap, inputs, attributes) => stackedProduct(heap, inputs, attributes, false),
  },
  {
    kernelName: '_FusedMatMul',
    reason:
      'Adds the bias and applies the activation once for each 48 columns where an operand is transposed or there is a stack of matrices.',
    run: fusedProduct,
  },
];
