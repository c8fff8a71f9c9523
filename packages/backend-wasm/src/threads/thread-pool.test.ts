import { currentBackend, useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { Heap } from '../kernels/heap.js';
import { heapKernels } from '../kernels/index.js';
import { loadKernels } from '../kernels/load-kernels.js';
import { wasm } from '../wasm.js';

const SEED = 11;
const [M, K, N] = [96, 300, 64];

await useBackend(wasm({ threads: 3 }));
const { heap, kernels } = await loadKernels('wasm', { threads: 3, relaxed: false });
const alone = heapKernels(new Heap(heap.backend, heap.memory, heap.kernels));
const source = random(SEED, 'thread pool');
const draw = (rows: number, columns: number) =>
  tensor2d(
    Float32Array.from({ length: rows * columns }, () => source.normal()),
    [rows, columns],
  );

it('has the threads that were asked for, on a memory that they share', () => {
  expect(currentBackend().threads).toBe(3);
  expect(heap.threads?.count).toBe(3);
  expect(heap.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it(`computes the same bits over and over, whoever takes which part (seed ${SEED})`, async () => {
  const [a, b] = [draw(M, K), draw(K, N)];
  const product = (own: typeof alone) => own.matMul!(a, b, false, false) as Tensor2D;
  const expected = await product(alone).data();
  for (let i = 0; i < 300; i++) {
    const c = product(kernels);
    expect(c.dataSync()).toEqual(expected);
    c.dispose();
  }
});

it('still shares after the memory has grown', async () => {
  const before = heap.memory.buffer.byteLength;
  const large = draw(6000, 3000);
  expect(heap.memory.buffer.byteLength).toBeGreaterThan(before);
  const b = draw(3000, 8);
  const expected = await alone.matMul!(large, b, false, false).data();
  expect(await kernels.matMul!(large, b, false, false).data()).toEqual(expected);
});

it('says so where a kernel fails in any thread, and goes on', async () => {
  const fine = new Array<number>(13).fill(0);
  const outside = [2 ** 32 - 64, 4, 4, 0, 4, 4, 0, 0, 64, 64, 64, 0, 0];
  for (const calls of [
    [outside, fine],
    [fine, fine, fine, outside],
  ]) {
    expect(() => heap.threads!.run('matMul', calls)).toThrow(/kernel matMul failed/);
  }
  const [a, b] = [draw(M, K), draw(K, N)];
  const expected = await alone.matMul!(a, b, false, false).data();
  expect(await kernels.matMul!(a, b, false, false).data()).toEqual(expected);
});
