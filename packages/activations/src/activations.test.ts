import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { grad, memory, setBackend, type Tensor, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Activation, ElementwiseActivation } from './activation.js';
import { builtins } from './builtins.js';
import { celu } from './functions/celu.js';
import { elu } from './functions/elu.js';
import { gelu } from './functions/gelu.js';
import { hardShrink } from './functions/hard-shrink.js';
import { leakyRelu } from './functions/leaky-relu.js';
import { relu } from './functions/relu.js';
import { softShrink } from './functions/soft-shrink.js';
import { softmax } from './functions/softmax.js';
import { squareplus } from './functions/squareplus.js';
import { threshold } from './functions/threshold.js';

type Rows = Record<'rows' | 'value' | 'upstream' | 'gradient', number[][]> & { jacobian: number[][][] };

interface Golden {
  readonly points: number[];
  /** Each at `points`, where it has none of its own. */
  readonly functions: Record<string, { value: number[]; derivative: number[]; points?: number[] }>;
  readonly softmax: Rows;
  readonly vectors: Record<string, Rows>;
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/activations.json', import.meta.url), 'utf8'));
const made = Object.entries(builtins).map(([name, make]): [string, Activation] => [name, make()]);
const activations: Record<string, ElementwiseActivation> = {
  ...Object.fromEntries(made.flatMap(([name, each]) => (each.kind === 'elementwise' ? [[name, each]] : []))),
  'leakyRelu 0.2': leakyRelu({ negativeSlope: 0.2 }),
  'elu 0.5': elu({ alpha: 0.5 }),
  'gelu approximate': gelu({ approximate: true }),
  'relu options': relu({ negativeSlope: 0.25, maxValue: 2.25, threshold: 0.375 }),
  'relu maxValue': relu({ maxValue: 2.25 }),
  'relu threshold': relu({ threshold: 0.375 }),
  'relu negativeSlope': relu({ negativeSlope: 0.25 }),
  'hardShrink 1.5': hardShrink({ threshold: 1.5 }),
  'softShrink 1.5': softShrink({ threshold: 1.5 }),
  'threshold 0.75': threshold({ threshold: 0.75, defaultValue: -1.5 }),
  'celu 0.5': celu({ alpha: 0.5 }),
  'squareplus 1': squareplus({ b: 1 }),
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
  const { points = golden.points } = expected;

  const tolerance = constantsInFloat32.has(name) ? 5e-8 : 1e-12;

  it(`agrees with Keras to ${tolerance}, value and derivative, from 1e-8 to 1e4 on both sides`, () => {
    expect(worst(points.map(activation.f), expected.value)).toBeLessThan(tolerance);
    expect(worst(points.map(activation.derivative), expected.derivative)).toBeLessThan(tolerance);
  });

  it('agrees on arrays and keeps their type', () => {
    expect(activation.array(points)).toEqual(points.map(activation.f));
    const floats = activation.array(Float32Array.from(points));
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
    const { points = golden.points } = expected;
    tidy(() => {
      const x = tensor1d(points);
      const dy = tensor1d(points.map((_, i) => 1 - (i % 3) / 4));
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

  it.each(
    made.flatMap(([name, each]) => (each.kind === 'vector' && name !== 'softmax' ? [[name, each] as const] : [])),
  )('%s agrees with its golden rows to 1e-6, value and gradient', (name, activation) => {
    const { rows, value, upstream, gradient: wanted } = golden.vectors[name]!;
    tidy(() => {
      const y = activation.apply(tensor2d(rows));
      expect(y.shape).toEqual([rows.length, activation.outputWidth?.(4) ?? 4]);
      expect(worst(y.dataSync(), value.flat())).toBeLessThan(1e-6);
      const got = gradient(activation.apply, tensor2d(rows), tensor2d(upstream));
      expect(worst(got.dataSync(), wanted.flat())).toBeLessThan(1e-6);
    });
  });

  it.each(made)('%s keeps NaN, keeps the shape and leaves one tensor', (_name, activation) => {
    const x = tensor2d([Number.NaN, 1, -2, 0.5, 0, 0.5, 3, -7], [2, 4]);
    const width = (activation.kind === 'vector' && activation.outputWidth?.(4)) || 4;
    const before = memory().numTensors;
    const y = activation.apply(x);
    expect(memory().numTensors).toBe(before + 1);
    expect(y.shape).toEqual([2, width]);
    expect(y.dataSync()[0]).toBeNaN();
    expect([...y.dataSync().slice(width)].every(Number.isFinite)).toBe(true);
    y.dispose();
    const slopes = grad(activation.apply)(x);
    expect(memory().numTensors).toBe(before + 1);
    slopes.dispose();
    x.dispose();
  });
});

describe.each(
  made.flatMap(([name, each]) => (each.kind === 'vector' && name !== 'softmax' ? [[name, each] as const] : [])),
)('%s on arrays', (name, { array, jacobian, outputWidth }) => {
  const { rows, value, jacobian: slopes } = golden.vectors[name]!;

  it('agrees with its golden rows and Jacobians to 1e-12', () => {
    rows.forEach((row, i) => {
      expect(worst(array(row), value[i]!)).toBeLessThan(1e-12);
      expect(worst(jacobian(row).flat(), slopes[i]!.flat())).toBeLessThan(1e-12);
    });
    expect(worst(array(Float32Array.from(rows.flat()), [rows.length, 4]), value.flat())).toBeLessThan(1e-6);
  });

  it('gives NaN for NaN and refuses a shape that does not fit', () => {
    expect(array([Number.NaN, 1, 2, 3])[0]).toBeNaN();
    expect(() => array([1, 2, 3, 4], [3, 2])).toThrow('4 numbers do not fill the shape [3, 2]');
    if (outputWidth) expect(() => array([1, 2, 3])).toThrow('an even number of features, but 3 came');
  });
});
