import { random } from '@glassbox/core';
import { expect } from 'vitest';

/** Normal deviates, seeded. */
export function normals(length: number, seed: number, scale = 1, shift = 0): Float32Array {
  const stream = random(seed, 'kernels');
  return Float32Array.from({ length }, () => shift + scale * stream.normal());
}

/** Whole numbers below a bound, seeded. */
export function integers(length: number, seed: number, bound: number): Int32Array {
  const stream = random(seed, 'kernels');
  return Int32Array.from({ length }, () => stream.integer(bound));
}

const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

/** Distance of neighbouring floats at a number. */
function spacing(x: number): number {
  value[0] = Math.abs(x);
  bits[0]! &= 0x7f800000;
  return Math.max(value[0]!, 2 ** -126) * 2 ** -23;
}

/** How far a float lies from the true value, in units in the last place; 0 where both are NaN or equal. */
export function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  if (Number.isNaN(actual) || Number.isNaN(expected)) return Infinity;
  if (Math.fround(expected) === actual) return Math.min(0.5, Math.abs(actual - expected) / spacing(expected));
  return Math.abs(actual - expected) / spacing(expected);
}

/** The largest distance of floats from true values, in units in the last place, and where it is. */
export function worstUlps(
  actual: ArrayLike<number>,
  inputs: ArrayLike<number>,
  reference: (x: number) => number,
): { readonly ulps: number; readonly at: number } {
  let worst = { ulps: 0, at: Number.NaN };
  for (let i = 0; i < inputs.length; i++) {
    const distance = ulps(actual[i]!, reference(inputs[i]!));
    if (distance > worst.ulps) worst = { ulps: distance, at: inputs[i]! };
  }
  return worst;
}

/** Expects arrays to agree within `tolerance` times the largest expected number (or 1, if that is less). */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const largest = Array.from(expected).reduce((size, x) => Math.max(size, Math.abs(x)), 1);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i]! - expected[i]!);
    worst = Number.isNaN(distance) ? Infinity : Math.max(worst, distance);
  }
  expect(worst / largest).toBeLessThanOrEqual(tolerance);
}
