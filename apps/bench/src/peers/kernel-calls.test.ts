import '@tensorflow/tfjs-backend-cpu';
import { square, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { engineCallsPerStep } from './kernel-calls.js';

it('counts what a step starts, and not what a run does but once', async () => {
  const x = tensor1d([1, 2]);
  const compute = (times: number) => tidy(() => void Array.from({ length: times }, () => square(x)));
  const train = async (steps: number) => {
    compute(5);
    for (let i = 0; i < steps; i++) compute(3);
  };
  expect(await engineCallsPerStep(train)).toBe(3);
});
