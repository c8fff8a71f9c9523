import { BLOCK, Cholesky, dot } from '../../math/cholesky.js';
import { addSquares, type KernelParams, matern, maternWithSlopes, type Points, pointOf } from './kernel.js';

/** What a Gaussian process says of one point. */
export interface Posterior {
  readonly mean: number;
  readonly variance: number;
}

/** A Gaussian process with given parameters, conditioned on observations. Source: Rasmussen and Williams, algorithm 2.1. */
export class Regressor {
  readonly points: Points;
  readonly params: KernelParams;
  readonly observed: Float64Array;
  readonly #factor: Cholesky;
  readonly #weights: Float64Array;
  readonly #squares: Float64Array;
  readonly #kernels: Float64Array;
  readonly #slopes: Float64Array;
  readonly #solved: Float64Array;

  /** @param factor of the points' covariance; it may have that of the first points already. */
  constructor(points: Points, observed: Float64Array, params: KernelParams, factor: Cholesky = new Cholesky()) {
    this.points = points;
    this.params = params;
    this.observed = observed;
    this.#factor = factor;
    const make = () => new Float64Array(points.count);
    [this.#squares, this.#kernels, this.#slopes, this.#solved] = [make(), make(), make(), make()];
    this.#factorize();
    this.#weights = observed.slice();
    factor.solve(this.#weights);
  }

  /** @throws RangeError never: noise is added until the covariance is positive definite. */
  #factorize(): void {
    const { points, params } = this;
    const row = new Float64Array(points.count);
    for (let i = this.#factor.size; i < points.count; i++) {
      addSquares({ ...points, count: i }, pointOf(points, i), params.inverseSquares, row);
      for (let j = 0; j < i; j++) row[j] = params.scale * matern(row[j]!);
      for (let extra = 0; ; extra = 10 * extra + 1e-8 * params.scale) {
        row[i] = params.scale + params.noise + extra;
        if (this.#factor.append(row)) break;
      }
    }
  }

  /** The function's means where it was observed: `K (K + σ²)⁻¹ y = y - σ² (K + σ²)⁻¹ y`. */
  get means(): Float64Array {
    return this.observed.map((value, i) => value - this.params.noise * this.#weights[i]!);
  }

  /** Mean and variance of the function at a point. */
  posterior(x: Float64Array): Posterior {
    const [kernels, solved] = [this.#kernels, this.#solved];
    const { scale, inverseSquares } = this.params;
    addSquares(this.points, x, inverseSquares, this.#squares);
    for (let i = 0; i < kernels.length; i++) kernels[i] = scale * matern(this.#squares[i]!);
    return this.#posteriorOf(kernels, solved);
  }

  /** {@link posterior} of many points, some at a time. */
  posteriors(places: readonly Float64Array[]): { readonly means: Float64Array; readonly variances: Float64Array } {
    const { count } = this.points;
    const [kernels, block] = [this.#kernels, new Float64Array(BLOCK * count)];
    const { scale, inverseSquares } = this.params;
    const [means, variances] = [new Float64Array(places.length), new Float64Array(places.length).fill(scale)];
    for (let from = 0; from < places.length; from += BLOCK) {
      const wide = Math.min(BLOCK, places.length - from);
      for (let k = 0; k < wide; k++) {
        addSquares(this.points, places[from + k]!, inverseSquares, this.#squares);
        for (let i = 0; i < count; i++) {
          const kernel = scale * matern(this.#squares[i]!);
          kernels[i] = kernel;
          block[BLOCK * i + k] = kernel;
        }
        means[from + k] = dot(kernels, 0, this.#weights, 0, count);
      }
      this.#factor.solveLowerBlock(block);
      for (let k = 0; k < wide; k++) {
        for (let i = k; i < block.length; i += BLOCK) variances[from + k]! -= block[i]! * block[i]!;
      }
    }
    return { means, variances: variances.map((variance) => Math.max(0, variance)) };
  }

  /** {@link posterior}, with its derivatives by the point's numbers; those by choices are 0. */
  posteriorWithGradient(x: Float64Array, byMean: Float64Array, byVariance: Float64Array): Posterior {
    const [kernels, slopes, solved] = [this.#kernels, this.#slopes, this.#solved];
    const { scale, inverseSquares } = this.params;
    addSquares(this.points, x, inverseSquares, this.#squares);
    maternWithSlopes(this.#squares, kernels, slopes);
    for (let i = 0; i < kernels.length; i++) kernels[i]! *= scale;
    const posterior = this.#posteriorOf(kernels, solved);
    this.#factor.solveUpper(solved);
    const { values, isCategorical } = this.points;
    const width = isCategorical.length;
    for (let axis = 0; axis < width; axis++) {
      let [mean, variance] = [0, 0];
      if (!isCategorical[axis]) {
        for (let i = 0, at = axis; i < kernels.length; i++, at += width) {
          const change = slopes[i]! * (x[axis]! - values[at]!);
          mean += this.#weights[i]! * change;
          variance += solved[i]! * change;
        }
      }
      byMean[axis] = 2 * scale * inverseSquares[axis]! * mean;
      byVariance[axis] = -4 * scale * inverseSquares[axis]! * variance;
    }
    return posterior;
  }

  /** Covariance of the function at two points. */
  covariance(a: Float64Array, b: Float64Array): number {
    const { scale, inverseSquares } = this.params;
    const [first, second] = [a, b].map((x) => {
      const kernels = new Float64Array(this.points.count);
      addSquares(this.points, x, inverseSquares, kernels);
      for (let i = 0; i < kernels.length; i++) kernels[i] = scale * matern(kernels[i]!);
      this.#factor.solveLower(kernels);
      return kernels;
    }) as [Float64Array, Float64Array];
    const square = new Float64Array(1);
    addSquares({ values: a, count: 1, isCategorical: this.points.isCategorical }, b, inverseSquares, square);
    return scale * matern(square[0]!) - dot(first, 0, second, 0, first.length);
  }

  #posteriorOf(kernels: Float64Array, solved: Float64Array): Posterior {
    const mean = dot(kernels, 0, this.#weights, 0, kernels.length);
    solved.set(kernels);
    this.#factor.solveLower(solved);
    return { mean, variance: Math.max(0, this.params.scale - dot(solved, 0, solved, 0, solved.length)) };
  }
}
