import { onesLike } from '@tensorflow/tfjs-core';
import type { Constraint } from './constraint.js';
import { type Axis, axisConfig, requireAxis, rescale } from './norms.js';

/**
 * Gives every vector along the axes norm 1: `w / (ε + |w|)`, ε = 1e-7. A zero vector stays zero.
 *
 * @throws `bad-argument` for an axis that the weights do not have.
 */
export function unitNorm({ axis = 0 }: { readonly axis?: Axis } = {}): Constraint {
  requireAxis(axis);
  return Object.freeze({
    name: 'unitNorm',
    project: (w) => rescale(w, axis, onesLike),
    config: () => ({ class_name: 'UnitNorm', config: { axis: axisConfig(axis) } }),
  } satisfies Constraint);
}
