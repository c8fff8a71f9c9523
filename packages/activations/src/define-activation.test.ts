import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import {
  grad,
  mul,
  setBackend,
  square,
  type Tensor,
  Tensor as TensorClass,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { defineActivation } from './define-activation.js';

const byNumbers = defineActivation({ name: 'cube', f: (x) => x ** 3, derivative: (x) => 3 * x * x });
const byTensors = defineActivation({
  name: 'cube',
  f: (x) => x ** 3,
  tensor: { forward: (x) => mul(x, square(x)), gradient: (dy, x) => mul(dy, mul(3, square(x))) },
});

it.each([
  ['cpu', byNumbers],
  ['wasm', byNumbers],
  ['wasm', byTensors],
] as const)('runs and has its gradient on %s', async (backend, cube) => {
  await setBackend(backend);
  tidy(() => {
    const x = tensor1d([1, -2, 0.5]);
    expect([...cube.apply(x).dataSync()]).toEqual([1, -8, 0.125]);
    expect([...grad((t: Tensor) => cube.apply(t))(x, tensor1d([1, 2, 4])).dataSync()]).toEqual([3, 24, 3]);
  });
});

it('finds the slope itself where none is given', () => {
  for (const x of [-30, -1, 0, 0.2, 5]) expect(byTensors.derivative(x)).toBeCloseTo(3 * x * x, 6);
});

it('fills in what was not said', () => {
  expect(byNumbers).toMatchObject({ kind: 'elementwise', formula: 'cube(x)', kernelInitializer: 'glorotUniform' });
  expect(byNumbers.array([1, 2])).toEqual([1, 8]);
});

it('says what is missing where tensors cannot be read at once', async () => {
  await setBackend('cpu');
  vi.spyOn(TensorClass.prototype, 'dataSync').mockImplementation(() => {
    throw new Error('not on this device');
  });
  const x = tensor1d([1]);
  expect(() => byNumbers.apply(x)).toThrow(/'cube' is defined on plain numbers only.*`tensor` form/);
  x.dispose();
});

it('refuses a name that is no word', () => {
  expect(() => defineActivation({ name: 'my act', f: (x) => x })).toThrow("'my act' came");
});
