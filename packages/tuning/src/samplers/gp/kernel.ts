/** Parameters of a Gaussian process over a unit cube, some of whose axes are choices. */
export interface KernelParams {
  /** Of each axis, `1 / length scale²`. */
  readonly inverseSquares: Float64Array;
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of the noise. */
  readonly noise: number;
  /** The share of the variance, from 0 to 1, of a part of the function that is a sum over the axes. */
  readonly additive: number;
}

/** Points of as many numbers as there are axes, one point after the other. */
export interface Points {
  readonly values: Float64Array;
  readonly count: number;
  /** Of each axis, whether its numbers are places of choices, which are either the same or not. */
  readonly isCategorical: readonly boolean[];
}

/** The `i`-th of points. */
export const pointOf = ({ values, isCategorical: { length } }: Points, i: number): Float64Array =>
  values.subarray(i * length, (i + 1) * length);
