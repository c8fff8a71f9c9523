import { currentBackend, useBackend } from '@glassbox/backends';
import { dense } from '@glassbox/backends/ops';
import { memory, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { wasm } from './wasm.js';

it('reports SIMD, threads, precision and memory without starting anything', async () => {
  expect(await wasm().probe()).toEqual({
    available: true,
    device: expect.stringMatching(/^CPU/),
    accelerator: false,
    simd: true,
    threads: 1,
    precision: 'float32',
    memoryLimit: 4294901760,
  });
  expect(await wasm({ simd: false }).probe()).toMatchObject({ simd: false });
});

it.each([0, 1.5, -1])('refuses %d threads', (threads) => {
  expect(() => wasm({ threads })).toThrow(/at least 1/);
});

it('finds its binary in Node by itself and computes; asked again it stays the same', async () => {
  await useBackend(wasm());
  expect(memory().numTensors).toBe(0);
  const x = tensor2d([[1, 2]]);
  await useBackend(wasm({ simd: false }));
  const y = dense(x, tensor2d([[3], [4]]));
  expect([...y.dataSync()]).toEqual([11]);
  expect(currentBackend()).toMatchObject({ name: 'wasm', syncReads: true });
});
