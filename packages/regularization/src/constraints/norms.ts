import { requireArgument } from '@glassbox/core';
import { add, div, mul, sqrt, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** The axes that a norm is taken over: 0 for a dense kernel `[inputs, units]`, [0, 1, 2] for a convolution's `[h, w, in, out]`. */
export type Axis = number | readonly number[];

/** What Keras adds to a norm before dividing by it. */
const EPSILON = 1e-7;

/** Throws `bad-argument` unless every axis is a whole number and there is one. */
export function requireAxis(axis: Axis): void {
  const axes = [axis].flat();
  requireArgument(
    axes.length > 0 && axes.every(Number.isInteger),
    `axis is a whole number or several, but ${JSON.stringify(axis)} came. Use 0 for a dense kernel, [0, 1, 2] for a convolution's.`,
  );
}

/** Scales vectors along the axes from their norm to `desired(norm)`, as `w desired / (epsilon + norm)`. */
export function rescale(w: Tensor, axis: Axis, desired: (norms: Tensor) => Tensor): Tensor {
  const axes = [axis].flat();
  requireArgument(
    axes.every((each) => each >= -w.rank && each < w.rank),
    `A constraint along axis ${axes.join(', ')} does not fit weights of shape [${w.shape.join(', ')}].`,
  );
  return tidy(() => {
    const norms = sqrt(sum(square(w), axes, true));
    return mul(w, div(desired(norms), add(norms, EPSILON)));
  });
}

export const axisConfig = (axis: Axis): number | number[] => (typeof axis === 'number' ? axis : [...axis]);
