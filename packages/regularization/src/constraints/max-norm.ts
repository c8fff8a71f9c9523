import { requireArgument } from '@glassbox/core';
import { minimum } from '@tensorflow/tfjs-core';
import type { Constraint } from './constraint.js';
import { type Axis, axisConfig, requireAxis, rescale } from './norms.js';

export interface MaxNormOptions {
  /** Largest norm, above 0. Default 2. */
  readonly max?: number;
  /** Default 0: the weights into each unit of a dense layer. */
  readonly axis?: Axis;
}

/**
 * Keeps norms at most `max`: `w min(|w|, max) / (ε + |w|)`, |w| along the axes, ε = 1e-7 as Keras has it.
 *
 * @throws `bad-argument` for a maximum that is not above 0, or an axis that the weights do not have.
 */
export function maxNorm({ max = 2, axis = 0 }: MaxNormOptions = {}): Constraint {
  requireArgument(max > 0 && Number.isFinite(max), `max is a finite number above 0, but ${max} came.`);
  requireAxis(axis);
  return Object.freeze({
    name: 'maxNorm',
    project: (w) => rescale(w, axis, (norms) => minimum(norms, max)),
    config: () => ({ class_name: 'MaxNorm', config: { max_value: max, axis: axisConfig(axis) } }),
  } satisfies Constraint);
}
