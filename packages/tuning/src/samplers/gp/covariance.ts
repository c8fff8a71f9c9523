import { AxisKernel } from './axis-kernel.js';
import type { KernelParams, Points } from './kernel.js';
import { matern, maternWithSlopes } from './matern.js';

/** Squared distances of the first points from a place, in length scales; of choices, 0 or 1 of them. */
function addSquares(
  { values, isCategorical }: Points,
  x: Float64Array,
  weights: Float64Array,
  squares: Float64Array,
  count: number,
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

const make = ({ count }: Points) => new Float64Array(count);

/**
 * The covariance of a function at points and at other places, without noise: `scale ((1 - s) k(x, x') + s/d Σ k(x_i, x'_i))` of d axes, k Matérn 5/2
 * with a length scale for each, s the share that is additive.
 *
 * Source: Duvenaud, Nickisch and Rasmussen, "Additive Gaussian processes", NeurIPS 2011: the sums of the first and of the last order.
 */
export class Covariance {
  readonly #points: Points;
  readonly #params: KernelParams;
  readonly #axes: readonly AxisKernel[];
  readonly #squares: Float64Array;
  readonly #slopes: Float64Array;
  readonly #axisSlopes: Float64Array;

  constructor(points: Points, params: KernelParams) {
    this.#points = points;
    this.#params = params;
    this.#axes = params.additive > 0 ? points.isCategorical.map((_, axis) => new AxisKernel(points, axis)) : [];
    this.#axes.forEach((kernel, axis) => {
      kernel.scaleTo(params.inverseSquares[axis]!);
    });
    [this.#squares, this.#slopes, this.#axisSlopes] = [make(points), make(points), make(points)];
  }

  /** Writes the covariances of the first points with a place. */
  row(x: Float64Array, out: Float64Array, count: number = this.#points.count): void {
    const { scale, inverseSquares, additive } = this.#params;
    const [full, each] = [scale * (1 - additive), (scale * additive) / x.length];
    addSquares(this.#points, x, inverseSquares, this.#squares, count);
    for (let i = 0; i < count; i++) out[i] = full * matern(this.#squares[i]!);
    for (const [axis, kernel] of this.#axes.entries()) {
      kernel.add(each, x[axis]!, count, out, this.#axisSlopes);
    }
  }

  /** {@link row}, with its derivatives by each number of the place, those of one axis after those of another; those by choices are 0. */
  rowWithGradient(x: Float64Array, out: Float64Array, gradient: Float64Array): void {
    const { scale, inverseSquares, additive } = this.#params;
    const { values, count, isCategorical } = this.#points;
    const width = isCategorical.length;
    const [full, each, own] = [scale * (1 - additive), (scale * additive) / width, this.#axisSlopes];
    addSquares(this.#points, x, inverseSquares, this.#squares, count);
    maternWithSlopes(this.#squares, out, this.#slopes);
    for (let i = 0; i < count; i++) out[i]! *= full;
    for (let axis = 0; axis < width; axis++) {
      this.#axes[axis]?.add(each, x[axis]!, count, out, own);
      const to = gradient.subarray(axis * count, (axis + 1) * count);
      const twice = isCategorical[axis] ? 0 : 2 * inverseSquares[axis]!;
      for (let i = 0, at = axis; i < count; i++, at += width) {
        to[i] = twice * (x[axis]! - values[at]!) * (full * this.#slopes[i]! + own[i]!);
      }
    }
  }
}
