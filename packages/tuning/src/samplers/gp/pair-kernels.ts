import { dot } from '../../math/cholesky.js';
import { AxisKernel } from './axis-kernel.js';
import { type KernelParams, type Points, pointOf } from './kernel.js';
import { maternWithSlopes } from './matern.js';

/** Squared distances of all pairs of points along each axis, the rows of a triangle without its diagonal one after the other. */
function pairSquares({ values, count, isCategorical }: Points): Float64Array[] {
  const width = isCategorical.length;
  return isCategorical.map((categorical, axis) => {
    const squares = new Float64Array((count * (count - 1)) / 2);
    for (let i = 1, at = 0; i < count; i++) {
      for (let j = 0; j < i; j++, at++) {
        const difference = values[i * width + axis]! - values[j * width + axis]!;
        squares[at] = categorical ? Number(difference !== 0) : difference * difference;
      }
    }
    return squares;
  });
}

/** The mean over axes of the kernel along each, of all pairs. */
class Means {
  readonly #points: Points;
  readonly #axes: readonly AxisKernel[];
  readonly values: Float64Array;
  /** By axis, the derivatives of the mean by its squared distance in length scales. */
  readonly slopes: readonly Float64Array[];

  constructor(points: Points, pairs: number) {
    this.#points = points;
    this.#axes = points.isCategorical.map((_, axis) => new AxisKernel(points, axis));
    this.values = new Float64Array(pairs);
    this.slopes = points.isCategorical.map(() => new Float64Array(pairs));
  }

  at(inverseSquares: Float64Array): void {
    const { values, slopes } = this;
    values.fill(0);
    for (const [axis, kernel] of this.#axes.entries()) {
      kernel.scaleTo(inverseSquares[axis]!);
      for (let i = 1, at = 0; i < this.#points.count; at += i++) {
        kernel.add(1 / slopes.length, pointOf(this.#points, i)[axis]!, i, values, slopes[axis]!, at);
      }
    }
  }
}

/** The correlations of all pairs of points, the rows of a triangle without its diagonal one after the other; see Covariance. */
export class PairKernels {
  readonly #points: Points;
  readonly #squares: readonly Float64Array[];
  readonly #totals: Float64Array;
  readonly #full: Float64Array;
  readonly #slopes: Float64Array;
  #means: Means | undefined;
  /** The correlations at the last parameters. */
  readonly values: Float64Array;

  constructor(points: Points) {
    this.#points = points;
    this.#squares = pairSquares(points);
    const make = () => new Float64Array((points.count * (points.count - 1)) / 2);
    [this.#totals, this.#full, this.#slopes, this.values] = [make(), make(), make(), make()];
  }

  at({ inverseSquares, additive }: KernelParams): void {
    const [totals, full, values] = [this.#totals, this.#full, this.values];
    totals.fill(0);
    for (const [axis, squares] of this.#squares.entries()) {
      const weight = inverseSquares[axis]!;
      for (let i = 0; i < totals.length; i++) totals[i]! += weight * squares[i]!;
    }
    maternWithSlopes(totals, full, this.#slopes);
    if (additive === 0) {
      values.set(full);
      return;
    }
    this.#means ??= new Means(this.#points, values.length);
    this.#means.at(inverseSquares);
    const means = this.#means.values;
    for (let i = 0; i < values.length; i++) values[i] = (1 - additive) * full[i]! + additive * means[i]!;
  }

  /**
   * Adds the sum of derivatives at the last parameters, each times its weight: by the logarithms of the inverse squares, and by the logit of the
   * additive share.
   */
  addGradient(weights: Float64Array, { inverseSquares, additive }: KernelParams, gradient: Float64Array): void {
    const [changes, full, means] = [this.#totals, this.#slopes, additive > 0 ? this.#means : undefined];
    const axes = this.#squares.length;
    for (const [axis, squares] of this.#squares.entries()) {
      const own = means?.slopes[axis];
      if (own)
        for (let i = 0; i < changes.length; i++)
          changes[i] = weights[i]! * ((1 - additive) * full[i]! + additive * own[i]!);
      else for (let i = 0; i < changes.length; i++) changes[i] = weights[i]! * full[i]!;
      gradient[axis]! += inverseSquares[axis]! * dot(changes, 0, squares, 0, squares.length);
    }
    if (!means) return;
    const { length } = weights;
    const difference = dot(weights, 0, means.values, 0, length) - dot(weights, 0, this.#full, 0, length);
    gradient[axes + 2]! += additive * (1 - additive) * difference;
  }
}
