import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { grad, memory, setBackend, type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ElementwiseActivation } from './activation.js';
import { builtins } from './builtins.js';
import { elu } from './functions/elu.js';
import { gelu } from './functions/gelu.js';
import { leakyRelu } from './functions/leaky-relu.js';
import { softmax } from './functions/softmax.js';

interface Golden {
  readonly points: number[];
  readonly functions: Record<string, { value: number[]; derivative: number[] }>;
  readonly softmax: Record<'rows' | 'value' | 'upstream' | 'gradient', number[][]> & { jacobian: number[][][] };
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/activations.json', import.meta.url), 'utf8'));
const { softmax: _, ...factories } = builtins;
const activations: Record<string, ElementwiseActivation> = {
  ...Object.fromEntries(Object.entries(factories).map(([name, make]) => [name, make()])),
  'leakyRelu 0.2': leakyRelu({ negativeSlope: 0.2 }),
  'elu 0.5': elu({ alpha: 0.5 }),
  'gelu approximate': gelu({ approximate: true }),
};
const cases = Object.entries(activations);

/** TensorFlow rounds the constants of these to float32, also where it computes in float64. */
const constantsInFloat32 = new Set(['leakyRelu', 'leakyRelu 0.2', 'gelu', 'gelu approximate']);

/** The largest |a - b| / max(1, |b|). */
function worst(a: ArrayLike<number>, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...b.map((value, i) => Math.abs(a[i]! - value) / Math.max(1, Math.abs(value))));
}

it('has golden values for every elementwise activation', () => {
  expect(cases.map(([name]) => name).sort()).toEqual(Object.keys(golden.functions).sort());
});

describe.each(cases)('%s on numbers', (name, activation) => {
  const expected = golden.functions[name]!;

  const tolerance = constantsInFloat32.has(name) ? 5e-8 : 1e-12;

  it(`agrees with Keras to ${tolerance}, value and derivative, from 1e-8 to 1e4 on both sides`, () => {
    expect(worst(golden.points.map(activation.f), expected.value)).toBeLessThan(tolerance);
    expect(worst(golden.points.map(activation.derivative), expected.derivative)).toBeLessThan(tolerance);
  });

  it('agrees on arrays and keeps their type', () => {
    expect(activation.array(golden.points)).toEqual(golden.points.map(activation.f));
    const floats = activation.array(Float32Array.from(golden.points));
    expect(floats).toBeInstanceOf(Float32Array);
    expect(worst(floats, expected.value)).toBeLessThan(1e-6);
    expect(activation.array(Float64Array.of(1))).toBeInstanceOf(Float64Array);
  });

  it('passes NaN through and has its limits at the infinities', () => {
    expect(activation.f(Number.NaN)).toBeNaN();
    expect(activation.derivative(Number.NaN)).toBeNaN();
    for (const end of [-1, 1]) {
      const [value, slope] = [activation.f(end * Infinity), activation.derivative(end * Infinity)];
      const far = activation.f(end * 1e9);
      if (Math.abs(far) > 1e6) expect(value).toBe(Math.sign(far) * Infinity);
      else expect(value).toBeCloseTo(far, 8);
      expect(slope).toBeCloseTo(activation.derivative(end * 1e9), 8);
    }
  });

  it('stays within its range, whose included ends it reaches', () => {
    const { low, high, lowIncluded, highIncluded } = activation.range;
    const values = Array.from({ length: 400_001 }, (_, i) => activation.f((i - 200_000) / 10_000));
    const [least, most] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    expect(least).toBeGreaterThanOrEqual(low);
    expect(most).toBeLessThanOrEqual(high);
    if (lowIncluded) expect(least - low).toBeLessThan(1e-8);
    if (highIncluded) expect(high - most).toBeLessThan(1e-8);
    const rises = values.every((value, i) => i === 0 || value >= values[i - 1]! - 1e-15);
    expect(rises).toBe(activation.monotonic);
    const odd = [0.3, 1, 4].every((x) => Math.abs(activation.f(x) + activation.f(-x)) < 1e-12);
    expect(odd).toBe(activation.zeroCentred);
  });
});

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  const gradient = (apply: (x: Tensor) => Tensor, x: Tensor, dy: Tensor) => grad(apply)(x, dy);

  it.each(cases)('%s agrees with Keras to 1e-6, value and gradient', (name, activation) => {
    const expected = golden.functions[name]!;
    tidy(() => {
      const x = tensor1d(golden.points);
      const dy = tensor1d(golden.points.map((_, i) => 1 - (i % 3) / 4));
      expect(worst(activation.apply(x).dataSync(), expected.value)).toBeLessThan(1e-6);
      const wanted = expected.derivative.map((slope, i) => slope * (1 - (i % 3) / 4));
      expect(worst(gradient(activation.apply, x, dy).dataSync(), wanted)).toBeLessThan(1e-6);
    });
  });

  it('softmax agrees with Keras to 1e-6, value and gradient', () => {
    const { rows, value, upstream, gradient: wanted } = golden.softmax;
    tidy(() => {
      expect(worst(softmax().apply(tensor2d(rows)).dataSync(), value.flat())).toBeLessThan(1e-6);
      const got = gradient(softmax().apply, tensor2d(rows), tensor2d(upstream));
      expect(worst(got.dataSync(), wanted.flat())).toBeLessThan(1e-6);
    });
  });

  it.each(Object.entries(builtins))('%s keeps NaN, keeps the shape and leaves one tensor', (_name, make) => {
    const x = tensor2d([Number.NaN, 1, -2, 0, 0.5, 3], [2, 3]);
    const before = memory().numTensors;
    const y = make().apply(x);
    expect(memory().numTensors).toBe(before + 1);
    expect(y.shape).toEqual([2, 3]);
    expect(y.dataSync()[0]).toBeNaN();
    expect([...y.dataSync().slice(3)].every(Number.isFinite)).toBe(true);
    y.dispose();
    const slopes = grad(make().apply)(x);
    expect(memory().numTensors).toBe(before + 1);
    slopes.dispose();
    x.dispose();
  });
});
