import { memory, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { cpu } from '../cpu.js';
import { useBackend } from '../use-backend.js';
import { asConstant } from './differentiable.js';
import { reshapeView } from './reshape-view.js';

beforeAll(async () => {
  await useBackend(cpu());
});

it.each([false, true])('gives a view that outlives what it was made of (constant: %s)', (constant) => {
  const before = memory().numDataBuffers;
  const x = tensor1d([1, 2, 3, 4, 5, 6]);
  if (constant) asConstant(x);
  const view = reshapeView(x, [2, -1]);
  x.dispose();
  expect(view.arraySync()).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  view.dispose();
  expect(memory().numDataBuffers).toBe(before);
});
