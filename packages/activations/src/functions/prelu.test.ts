import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { grads, setBackend, tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { leakyRelu } from './leaky-relu.js';
import { prelu, preluWithSlopes } from './prelu.js';

it.each(['cpu', 'wasm'])('learns a slope for each feature, with gradients by hand (%s)', async (backend) => {
  await setBackend(backend);
  tidy(() => {
    const x = tensor2d([1, -2, -3, 4, -1, -1], [3, 2]);
    const dy = tensor2d([1, 10, 2, 20, 3, 30], [3, 2]);
    const alpha = tensor1d([0.5, -0.1]);
    expect([...preluWithSlopes(x, alpha).dataSync()].map((v) => Number(v.toFixed(6)))).toEqual([
      1, 0.2, -1.5, 4, -0.5, 0.1,
    ]);
    const [dx, dAlpha] = grads((input, slopes) => preluWithSlopes(input, slopes))([x, alpha], dy);
    expect([...dx!.dataSync()]).toEqual([1, -1, 1, 20, 1.5, -3]);
    expect([...dAlpha!.dataSync()]).toEqual([2 * -3 + 3 * -1, 10 * -2 + 30 * -1]);
    const [, shared] = grads((input, slope) => preluWithSlopes(input, slope))([x, tensor(0.5)], dy);
    expect(shared!.shape).toEqual([]);
    expect(shared!.dataSync()[0]).toBe(-59);
  });
});

it('refuses slopes outside (0, 1]', () => {
  for (const slope of [0, -0.1, 1.5, Number.NaN]) {
    expect(() => prelu({ alpha: slope })).toThrow(/alpha lies above 0/);
    expect(() => leakyRelu({ negativeSlope: slope })).toThrow(/negativeSlope lies above 0/);
  }
  expect(prelu({ alpha: 0.1 }).f(-2)).toBeCloseTo(-0.2, 15);
});
