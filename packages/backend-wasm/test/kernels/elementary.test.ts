import { expect, it } from 'vitest';
import { normalCumulative } from '../../../activations/src/math/normal-distribution.js';
import { worstUlps } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();

/** `count` floats that lie evenly among all floats from `low` to `high`, both of one sign. */
function floatsBetween(low: number, high: number, count = 20_001): Float32Array {
  const ends = new Int32Array(Float32Array.of(low, high).buffer);
  const from = ends[0]!;
  const to = ends[1]!;
  return new Float32Array(
    Int32Array.from({ length: count }, (_, i) => Math.round(from + ((to - from) * i) / (count - 1))).buffer,
  );
}

/** `count` numbers at even distances. */
const evenly = (low: number, high: number, count = 20_001) =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

const join = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => Array.from(part)));

function apply(kind: number, x: ArrayLike<number>): Float32Array {
  heap.reset();
  return heap.fill('elementary', x.length, kind, heap.put(x), undefined, x.length);
}

const tails = join(floatsBetween(1e-44, 80), floatsBetween(-1e-44, -80), evenly(-4, 4));
const smallest = 1.1754943508222875e-38;
const cases = [
  { name: 'exp', kind: 0, f: Math.exp, x: join(tails, evenly(-87.33, 88.722)), limit: 1 },
  { name: 'log', kind: 1, f: Math.log, x: join(floatsBetween(1e-44, 3.4e38, 60_001), evenly(0.5, 2)), limit: 1 },
  { name: 'expm1', kind: 2, f: Math.expm1, x: join(tails, evenly(-20, 20)), limit: 2 },
  { name: 'log1p', kind: 3, f: Math.log1p, x: join(floatsBetween(1e-44, 1), evenly(0, 1)), limit: 1.5 },
  { name: 'tanh', kind: 4, f: Math.tanh, x: join(tails, evenly(-11, 11)), limit: 3 },
  { name: 'sigmoid', kind: 5, f: (x: number) => 1 / (1 + Math.exp(-x)), x: join(tails, evenly(-87, 87)), limit: 2.5 },
  { name: 'normal distribution', kind: 6, f: normalCumulative, x: join(tails, evenly(-12.9, 12.9)), limit: 6 },
];

it.each(cases)('$name stays within $limit units in the last place', ({ kind, f, x, limit }) => {
  // Results below the normal numbers may be 0 where e^x is a factor.
  const flushes = kind === 0 || kind > 4;
  const inputs = x.filter((value) => !flushes || f(value) >= smallest);
  const worst = worstUlps(apply(kind, inputs), inputs, f);
  expect(worst.ulps, `at ${worst.at}`).toBeLessThanOrEqual(limit);
});

it('keep infinities, zeros and NaN', () => {
  const special = [Infinity, -Infinity, Number.NaN, 0, -0];
  expect([...apply(0, [...special, 88.8, -87.4, 1e30, -1e30])]).toEqual([
    Infinity,
    0,
    Number.NaN,
    1,
    1,
    Infinity,
    0,
    Infinity,
    0,
  ]);
  expect([...apply(1, [...special, -1, -1e-45])]).toEqual([
    Infinity,
    Number.NaN,
    Number.NaN,
    -Infinity,
    -Infinity,
    Number.NaN,
    Number.NaN,
  ]);
  expect([...apply(2, special.slice(1))]).toEqual([-1, Number.NaN, 0, -0]);
  expect([...apply(4, [...special, 30, -30])]).toEqual([1, -1, Number.NaN, 0, -0, 1, -1]);
  expect([...apply(5, special)]).toEqual([1, 0, Number.NaN, 0.5, 0.5]);
  expect([...apply(6, special)]).toEqual([1, 0, Number.NaN, 0.5, 0.5]);
});

it.each(cases)('$name of a rest of one to three numbers has the bits of four', ({ kind, x }) => {
  const values = x.slice(1000, 1007);
  const whole = apply(kind, [...values, 0.25]);
  for (let n = 1; n <= 7; n++) expect([...apply(kind, values.slice(0, n))]).toEqual([...whole.slice(0, n)]);
});

it('the module has no data segment, which would overwrite what lies in the memory', () => {
  expect(new Uint8Array(loadKernels().memory.buffer).every((byte) => byte === 0)).toBe(true);
});
