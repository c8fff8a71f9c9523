import { GlassboxError, type NdArray, sameShape } from '@glassbox/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers of a reference computation, in double precision. */
export type Values = NdArray<Float64Array>;

/** Throws `conformance-failed` with the sentence unless the condition holds. */
export function check(condition: unknown, message: () => string): asserts condition {
  if (!condition) throw new GlassboxError('conformance-failed', message());
}

const shown = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/**
 * Checks that numbers agree: `|actual - expected| <= tolerance * max(1, largest |expected|)`, element by element.
 *
 * NaN agrees with NaN only, and an infinity with itself only.
 */
export function checkClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  check(actual.length === expected.length, () => `${what} has ${actual.length} elements, expected ${expected.length}.`);
  let scale = 1;
  for (let i = 0; i < expected.length; i++)
    if (Number.isFinite(expected[i]!)) scale = Math.max(scale, Math.abs(expected[i]!));
  for (let i = 0; i < expected.length; i++) {
    const same = Object.is(actual[i], expected[i]) || Math.abs(actual[i]! - expected[i]!) <= tolerance * scale;
    check(same, () => `${what}: element ${i} is ${actual[i]}, expected ${expected[i]} within ${tolerance * scale}.`);
  }
}

/** Reads a tensor and checks its shape and numbers. */
export async function checkTensor(actual: Tensor, expected: Values, tolerance: number, what: string): Promise<void> {
  check(sameShape(actual.shape, expected.shape), () => {
    return `${what} has shape ${shown(actual.shape)}, expected ${shown(expected.shape)}.`;
  });
  checkClose(await actual.data<'float32'>(), expected.data, tolerance, what);
}
