import { useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import {
  clipByValue,
  conv2d,
  depthwiseConv2d,
  engine,
  fused,
  matMul,
  maximum,
  maxPool3d,
  memory,
  minimum,
  mul,
  relu6,
  scalar,
  sum,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
  type Tensor5D,
  tensor,
  tidy,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { wasm } from '../wasm.js';

const SEED = 5;
const uniform = (name: string, shape: number[]) => {
  const source = random(SEED, name);
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({ length: size }, () => source.uniform() - 0.5),
    shape,
  );
};
const read = (compute: () => Tensor): number[] => tidy(() => ({ values: [...compute().dataSync()] })).values;

/** `relu(a b + bias)` for stacks of matrices, in double precision. */
function product(a: Tensor, b: Tensor, bias: Tensor): number[] {
  const [stack, m, k] = a.shape as [number, number, number];
  const n = b.shape[2]!;
  const [left, right, shift] = [a.dataSync(), b.dataSync(), bias.dataSync()];
  return Array.from({ length: stack * m * n }, (_, at) => {
    const [i, j, s] = [Math.floor(at / n) % m, at % n, Math.floor(at / n / m)];
    let sum = shift[j]!;
    for (let depth = 0; depth < k; depth++) sum += left[(s * m + i) * k + depth]! * right[(s * k + depth) * n + j]!;
    return Math.max(0, sum);
  });
}

interface Case {
  readonly kernel: string;
  readonly compute: () => number[];
  readonly expected: () => number[];
}

const negative = () => tensor([-4, -2, -3, -1], [1, 2, 2, 1]) as Tensor4D;
const cube = () => tensor([-3, -2, -5, -4, -8, -7, -6, -9], [1, 2, 2, 2, 1]) as Tensor5D;
const stack = () => [uniform('a', [2, 3, 100]), uniform('b', [2, 100, 5]), uniform('bias', [5])] as const;
function poolGradient(kernel: string, input: Tensor, dy: Tensor): Tensor {
  const attributes = { filterSize: 2, strides: 2, pad: 'valid' };
  return engine().runKernel(kernel, { dy, input, output: dy }, attributes) as Tensor;
}
/** `d (Σ dy · f) / d point` of a linear f: what each element contributes by itself. */
function slopes(f: (point: Tensor4D) => Tensor, shape: readonly number[], dy: () => Tensor): number[] {
  const count = shape.reduce((product, extent) => product * extent, 1);
  const unit = (at: number) =>
    tensor(
      Float32Array.from({ length: count }, (_, i) => Number(i === at)),
      [...shape],
    );
  return Array.from({ length: count }, (_, at) => read(() => sum(mul(f(unit(at) as Tensor4D), dy())))[0]!);
}

/** A convolution with windows of 3 by 2, two steps apart, and the kernel that tfjs runs for its gradient. */
function convolutionCase(kernel: string, isDepthwise: boolean, byFilter: boolean): Case {
  const convolve = isDepthwise ? depthwiseConv2d : conv2d;
  const [inputShape, filterShape] = [
    [2, 7, 5, 3],
    [3, 2, 3, isDepthwise ? 2 : 9],
  ];
  const image = () => uniform('image', inputShape!) as Tensor4D;
  const filter = () => uniform('filter', filterShape!) as Tensor4D;
  const dy = () => uniform('dy', [2, 4, 3, isDepthwise ? 6 : 9]);
  const byPoint = (point: Tensor4D) =>
    byFilter ? convolve(image(), point, 2, 'same') : convolve(point, filter(), 2, 'same');
  const attributes = { strides: 2, pad: 'same', dilations: 1, dataFormat: 'NHWC', filterShape, inputShape };
  const inputs = () => ({ dy: dy(), ...(byFilter ? { x: image() } : { filter: filter() }) });
  return {
    kernel,
    compute: () => read(() => engine().runKernel(kernel, inputs(), attributes) as Tensor),
    expected: () => slopes(byPoint, byFilter ? filterShape! : inputShape!, dy),
  };
}

const nothing = () => tensor([Number.NaN, 1]);

const cases: readonly Case[] = [
  {
    kernel: 'MaxPoolGrad',
    compute: () => read(() => poolGradient('MaxPoolGrad', negative(), tensor([7], [1, 1, 1, 1]))),
    expected: () => [0, 0, 0, 7],
  },
  {
    kernel: 'MaxPool3D',
    compute: () => read(() => maxPool3d(cube(), 2, 2, 'valid')),
    expected: () => [-2],
  },
  {
    kernel: 'MaxPool3DGrad',
    compute: () => read(() => poolGradient('MaxPool3DGrad', cube(), tensor([1], [1, 1, 1, 1, 1]))),
    expected: () => [0, 1, 0, 0, 0, 0, 0, 0],
  },
  {
    kernel: '_FusedMatMul',
    compute: () =>
      read(() => {
        const [a, b, bias] = stack();
        return fused.matMul({ a: a as Tensor3D, b: b as Tensor3D, bias, activation: 'relu' });
      }),
    expected: () => tidy(() => ({ values: product(...stack()) })).values,
  },
  {
    kernel: 'ClipByValue',
    compute: () => read(() => clipByValue(nothing(), -1, 1)),
    expected: () => [Number.NaN, 1],
  },
  { kernel: 'Relu6', compute: () => read(() => relu6(nothing())), expected: () => [Number.NaN, 1] },
  {
    kernel: 'Minimum',
    compute: () => read(() => minimum(tensor([0, 3]), nothing())),
    expected: () => [Number.NaN, 1],
  },
  {
    kernel: 'Maximum',
    compute: () => read(() => maximum(scalar(2), nothing())),
    expected: () => [Number.NaN, 2],
  },
  {
    kernel: 'UnsortedSegmentSum',
    compute: () =>
      read(() => unsortedSegmentSum(tensor([1, 2, 3, 4, 5, 6], [3, 2]), tensor([2, 0, 2], [3], 'int32'), 4)),
    expected: () => [3, 4, 0, 0, 6, 8, 0, 0],
  },
  convolutionCase('Conv2DBackpropFilter', false, true),
  convolutionCase('DepthwiseConv2dNativeBackpropFilter', true, true),
  convolutionCase('DepthwiseConv2dNativeBackpropInput', true, false),
];

function worst(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...expected.map((value, i) =>
      Object.is(value, actual[i]) ? 0 : Number.isNaN(value - actual[i]!) ? Infinity : Math.abs(value - actual[i]!),
    ),
  );
}

describe("tfjs's own WASM kernel, as it comes, is wrong", () => {
  it.each(cases.map((each) => [each.kernel, each] as const))('%s', async (_, { compute, expected }) => {
    await useBackend(wasm({ patches: false }));
    let error: number;
    try {
      error = worst(compute(), expected());
    } catch (thrown) {
      expect(String(thrown)).toMatch(/not registered|not found/);
      error = Number.POSITIVE_INFINITY;
    }
    expect(error).toBeGreaterThan(0.1);
  });
});

describe('patched, it is right and leaves nothing behind', () => {
  it.each(cases.map((each) => [each.kernel, each] as const))('%s', async (_, { compute, expected }) => {
    await useBackend(wasm());
    const { numTensors, numDataBuffers } = memory();
    expect(worst(compute(), expected())).toBeLessThan(1e-5);
    expect(memory()).toMatchObject({ numTensors, numDataBuffers });
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('BatchMatMul in every transposition: %s, %s', async (transposeA, transposeB) => {
    await useBackend(wasm());
    const [a, b, zero] = tidy(() => [uniform('a', [2, 3, 50]), uniform('b', [2, 50, 5]), tensor([0, 0, 0, 0, 0])]);
    const plain = read(() => matMul(a, b));
    const turned = read(() =>
      matMul(
        transposeA ? tensor(swapped(a), [2, 50, 3]) : a,
        transposeB ? tensor(swapped(b), [2, 5, 50]) : b,
        transposeA,
        transposeB,
      ),
    );
    expect(worst(turned, plain)).toBeLessThan(1e-5);
    expect(
      worst(
        plain.map((value) => Math.max(0, value)),
        product(a, b, zero),
      ),
    ).toBeLessThan(1e-5);
  });
});

/** Each matrix of a stack, transposed. */
function swapped(stacked: Tensor): Float32Array {
  const [count, m, n] = stacked.shape as [number, number, number];
  const values = stacked.dataSync();
  return Float32Array.from({ length: count * m * n }, (_, at) => {
    const [s, j, i] = [Math.floor(at / (m * n)), Math.floor(at / m) % n, at % m];
    return values[(s * m + i) * n + j]!;
  });
}
