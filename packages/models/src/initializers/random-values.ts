import { type Random, requireArgument, sizeOf } from '@glassbox/core';
import type { Initializer } from './initializer.js';

/** Values spread evenly over [low, high). */
export function uniformValues(shape: readonly number[], random: Random, low: number, high: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random.uniform());
}

/** Normal deviates of standard deviation 1, redrawn where they lie beyond 2, times `scale`. */
export function truncatedValues(shape: readonly number[], random: Random, scale: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => {
    let deviate = random.normal();
    while (Math.abs(deviate) > 2) deviate = random.normal();
    return scale * deviate;
  });
}

/** Options of {@link truncatedNormal}. */
export interface TruncatedNormalOptions {
  /** Default 0. */
  readonly mean?: number;
  /** Of the normal before it is cut, at least 0; that of the values is 0.88 times as large. Default 0.05. */
  readonly standardDeviation?: number;
}

/**
 * Normally distributed, but redrawn where a value lies more than two standard deviations from the mean.
 *
 * @throws `bad-argument` for a mean that is not finite, or a deviation that is negative or not finite.
 */
export function truncatedNormal({ mean = 0, standardDeviation = 0.05 }: TruncatedNormalOptions = {}): Initializer {
  requireArgument(
    Number.isFinite(mean) && standardDeviation >= 0 && Number.isFinite(standardDeviation),
    `truncatedNormal takes a finite mean and a finite standardDeviation of at least 0, but ${mean} and ${standardDeviation} came.`,
  );
  return {
    name: 'truncatedNormal',
    generate: (shape, random) => truncatedValues(shape, random, standardDeviation).map((value) => mean + value),
    keras: { className: 'TruncatedNormal', config: { mean, stddev: standardDeviation, seed: null } },
  };
}
