import { exp } from '../../math/portable.js';

/** Parameters of a Gaussian process over a unit cube, some of whose axes are choices. */
export interface KernelParams {
  /** Of each axis, `1 / length scale²`. */
  readonly inverseSquares: Float64Array;
  /** Variance of the function. */
  readonly scale: number;
  /** Variance of the noise. */
  readonly noise: number;
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

const ROOT_5 = Math.sqrt(5);

/** Matérn 5/2 of a squared distance, `(1 + √5 r + 5/3 r²) e^(-√5 r)`. Source: Rasmussen and Williams, eq. 4.17. */
export function matern(square: number): number {
  const r = ROOT_5 * Math.sqrt(square);
  return (1 + r + (5 / 3) * square) * exp(-r);
}

/** `matern` at each of some squared distances, and its derivative by the squared distance, `-5/6 (1 + √5 r) e^(-√5 r)`. */
export function maternWithSlopes(squares: Float64Array, values: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < squares.length; i++) {
    const square = squares[i]!;
    const r = ROOT_5 * Math.sqrt(square);
    const decay = exp(-r);
    values[i] = (1 + r + (5 / 3) * square) * decay;
    slopes[i] = (-5 / 6) * (1 + r) * decay;
  }
}

/** Squared distances of one coordinate from others, 0 or 1 for choices. */
export function addSquares(
  { values, count, isCategorical }: Points,
  x: Float64Array,
  weights: Float64Array,
  squares: Float64Array,
): void {
  const width = isCategorical.length;
  squares.fill(0, 0, count);
  for (let axis = 0; axis < width; axis++) {
    const [weight, from] = [weights[axis]!, x[axis]!];
    if (isCategorical[axis]) {
      for (let i = 0, at = axis; i < count; i++, at += width) if (values[at]! !== from) squares[i]! += weight;
    } else {
      for (let i = 0, at = axis; i < count; i++, at += width) {
        const difference = values[at]! - from;
        squares[i]! += weight * difference * difference;
      }
    }
  }
}
