import { readFileSync } from 'node:fs';

/** An array as the reference scripts write it. */
export interface GoldenArray {
  readonly shape: number[];
  readonly data: number[];
}

/** Reads a golden file beside a test. */
export function readGolden<T>(name: string, from: string): T {
  return JSON.parse(readFileSync(new URL(`./golden/${name}`, from), 'utf8')) as T;
}

/** The largest difference, relative to the larger of 1 and the expected value. */
export function worstError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}
