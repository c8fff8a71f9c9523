import { useBackend } from '@glassbox/backends';
import type { BackendKernels, OptimizerRule, RecurrentCell, WindowGeometry } from '@glassbox/backends/ops';
import { random, sizeOf } from '@glassbox/core';
import {
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  variable,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { KernelExports } from '../kernels/exports.js';
import { Heap } from '../kernels/heap.js';
import { heapKernels } from '../kernels/index.js';
import { loadKernels } from '../kernels/load-kernels.js';
import { wasm } from '../wasm.js';
import type { Threads } from './thread-pool.js';

await useBackend(wasm());
const { heap, kernels: whole } = await loadKernels('wasm', { threads: 1, relaxed: false });

/** Runs the calls one after the other, the last first: Node has no threads on tfjs's heap, and any order must give the same. */
class InTurn implements Threads {
  readonly count = 3;
  readonly kernels: string[] = [];

  run(kernel: string, calls: readonly (readonly number[])[]): void {
    this.kernels.push(kernel);
    const call = heap.kernels[kernel as keyof KernelExports] as (...numbers: number[]) => void;
    for (const numbers of calls.toReversed()) call(...numbers);
  }
}

/** Normal numbers, half of them one and the same, as after a ReLU. */
function draw<T extends Tensor>(...shape: number[]): T {
  const source = random(5, 'threads', ...shape.map(String));
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => Math.max(0, source.normal()) - 0.2),
    shape,
  ) as T;
}

const windows = (batch: number, filters: number): WindowGeometry => ({
  input: [batch, 21, 20, 8],
  output: [batch, 21, 20, filters],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  padding: { top: 1, bottom: 1, left: 1, right: 1 },
});
const [conv, depthwise, pool] = [windows(7, 40), windows(15, 16), windows(32, 8)];
const inputOf = ({ input }: WindowGeometry) => draw<Tensor4D>(...input);
const outputOf = ({ output }: WindowGeometry) => draw<Tensor4D>(...output);

type Kernels = Required<BackendKernels>;
type Job = (kernels: Kernels) => readonly Tensor[];

const matrix = (rows: number, columns: number) => draw<Tensor2D>(rows, columns);
const vector = (length: number) => draw<Tensor1D>(length);

const products: Record<string, Job> = {
  matMul: ({ matMul }) => [matMul(matrix(301, 200), matrix(200, 28), false, false)],
  matMulSparse: ({ matMul }) => [matMul(matrix(150, 98), matrix(70, 150), true, true)],
  'matMulSparse with a bias': ({ dense }) => [dense(matrix(33, 784), matrix(784, 128), vector(128), true)],
};

const images: Record<string, Job> = {
  conv2dForward: ({ conv2d }) => [conv2d(inputOf(conv), draw(3, 3, 8, 40), vector(40), conv, true)],
  conv2dInputGradient: ({ conv2dInputGradient }) => [conv2dInputGradient(outputOf(conv), draw(3, 3, 8, 40), conv)],
  conv2dFilterGradient: ({ conv2dFilterGradient }) => [conv2dFilterGradient(inputOf(conv), outputOf(conv), conv)],
  depthwiseForward: ({ depthwiseConv2d }) => [depthwiseConv2d(inputOf(depthwise), draw(3, 3, 8, 2), depthwise)],
  depthwiseInputGradient: ({ depthwiseConv2dInputGradient }) => [
    depthwiseConv2dInputGradient(outputOf(depthwise), draw(3, 3, 8, 2), depthwise),
  ],
  maxPool2dForward: ({ maxPool2d }) => [maxPool2d(inputOf(pool), pool)],
  maxPool2dGradient({ maxPool2d, maxPool2dGradient }) {
    const y = maxPool2d(inputOf(pool), pool);
    return [maxPool2dGradient(outputOf(pool), inputOf(pool), y, pool)];
  },
  averagePool2dForward: ({ averagePool2d }) => [averagePool2d(inputOf(pool), pool)],
  averagePool2dGradient: ({ averagePool2dGradient }) => [averagePool2dGradient(outputOf(pool), pool)],
};

const rows: Record<string, Job> = {
  activationForward: ({ activation }) => [activation({ kind: 'gelu' }, matrix(301, 223))],
  activationGradient({ activation, activationGradient }) {
    const [x, y] = [matrix(301, 223), activation({ kind: 'mish' }, matrix(301, 223))];
    return [activationGradient({ kind: 'mish' }, matrix(301, 223), x, y)];
  },
  softmax: ({ softmax }) => [softmax(matrix(3010, 22))],
};

const recurrent =
  (cell: RecurrentCell, gates: number, hasBias = false): Job =>
  ({ recurrentSequence }) => {
    const bias = hasBias ? vector(gates * 90) : undefined;
    const sequence = draw<Tensor3D>(21, 9, gates * 90);
    const { hidden, memory } = recurrentSequence(cell, sequence, matrix(90, gates * 90), bias, true);
    return [hidden, ...memory];
  };

const moments = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 };
const update =
  (rule: OptimizerRule, slots: number): Job =>
  ({ optimizerUpdate }) => {
    const [w, ...others] = Array.from({ length: 2 + slots }, () => variable(draw<Tensor1D>(100_003)));
    const [g, ...remembered] = others;
    expect(optimizerUpdate(rule, w!, g!, remembered, { learningRate: 0.1, step: 2 })).toBe(true);
    return [w!, ...remembered];
  };

const optimizers: Record<string, Job> = {
  adam: update({ kind: 'adam', amsgrad: false, ...moments }, 2),
  sgdMomentum: update({ kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 }, 1),
  'rmsprop without momentum': update(
    { kind: 'rmsprop', rho: 0.9, momentum: 0, centered: false, epsilon: 1e-7, weightDecay: 0 },
    1,
  ),
};

const jobs: Record<string, Job> = {
  ...products,
  ...images,
  ...rows,
  lstmForward: recurrent('lstm', 4),
  gruForward: recurrent('gruResetAfter', 3, true),
  simpleRnnForward: recurrent('simpleRnn', 1),
  ...optimizers,
};

it.each(Object.entries(jobs))('%s has the same bits in parts', async (name, job) => {
  const threads = new InTurn();
  const inParts = heapKernels(new Heap(heap.backend, heap.memory, heap.kernels, threads));
  const expected = job(whole as Kernels);
  const actual = job(inParts as Kernels);
  expect(threads.kernels).toContain(name.split(' ')[0]);
  expect(actual).toHaveLength(expected.length);
  for (const [i, each] of actual.entries()) expect(await each.data()).toEqual(await expected[i]!.data());
});
