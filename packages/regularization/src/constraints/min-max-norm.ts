import { requireArgument } from '@glassbox/core';
import { add, maximum, minimum, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { Constraint } from './constraint.js';
import { type Axis, axisConfig, requireAxis, rescale } from './norms.js';

export interface MinMaxNormOptions {
  /** Smallest norm, at least 0. Default 0. */
  readonly min?: number;
  /** Largest norm, at least `min`. Default 1. */
  readonly max?: number;
  /** Share of the way to the interval that one step goes, in (0, 1]. Default 1: all of it. */
  readonly rate?: number;
  /** Default 0. */
  readonly axis?: Axis;
}

/**
 * Moves norms into [min, max]: `w (rate clip(|w|, min, max) + (1 - rate) |w|) / (ε + |w|)`, ε = 1e-7.
 *
 * @throws `bad-argument` for bounds out of order, a rate outside (0, 1], or an axis that the weights do not have.
 */
export function minMaxNorm({ min = 0, max = 1, rate = 1, axis = 0 }: MinMaxNormOptions = {}): Constraint {
  requireArgument(
    min >= 0 && max >= min && Number.isFinite(max),
    `Norms lie between 0 <= min <= max, but min ${min} and max ${max} came.`,
  );
  requireArgument(rate > 0 && rate <= 1, `rate lies above 0 and is at most 1, but ${rate} came.`);
  requireAxis(axis);
  const desired = (norms: Tensor) => {
    const inside = maximum(minimum(norms, max), min);
    return rate === 1 ? inside : add(mul(rate, inside), mul(1 - rate, norms));
  };
  return Object.freeze({
    name: 'minMaxNorm',
    project: (w) => rescale(w, axis, desired),
    config: () => ({
      class_name: 'MinMaxNorm',
      config: { min_value: min, max_value: max, rate, axis: axisConfig(axis) },
    }),
  } satisfies Constraint);
}
