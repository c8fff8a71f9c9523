import { BLOCK, Cholesky, dot } from '../../math/cholesky.js';
import { Covariance } from './covariance.js';
import { type KernelParams, type Points, pointOf } from './kernel.js';

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
  readonly #covariance: Covariance;
  readonly #kernels: Float64Array;
  readonly #gradient: Float64Array;
  readonly #solved: Float64Array;

  /** @param factor of the points' covariance; it may have that of the first points already. */
  constructor(points: Points, observed: Float64Array, params: KernelParams, factor: Cholesky = new Cholesky()) {
    this.points = points;
    this.params = params;
    this.observed = observed;
    this.#factor = factor;
    this.#covariance = new Covariance(points, params);
    [this.#kernels, this.#solved] = [new Float64Array(points.count), new Float64Array(points.count)];
    this.#gradient = new Float64Array(points.values.length);
    this.#factorize();
    this.#weights = observed.slice();
    factor.solve(this.#weights);
  }

  /** @throws RangeError never: noise is added until the covariance is positive definite. */
  #factorize(): void {
    const { points, params } = this;
    const row = new Float64Array(points.count);
    for (let i = this.#factor.size; i < points.count; i++) {
      this.#covariance.row(pointOf(points, i), row, i);
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
    this.#covariance.row(x, kernels);
    return this.#posteriorOf(kernels, solved);
  }

  /** {@link posterior} of many points, some at a time. */
  posteriors(places: readonly Float64Array[]): { readonly means: Float64Array; readonly variances: Float64Array } {
    const { count } = this.points;
    const [kernels, block] = [this.#kernels, new Float64Array(BLOCK * count)];
    const [means, variances] = [new Float64Array(places.length), new Float64Array(places.length)];
    variances.fill(this.params.scale);
    for (let from = 0; from < places.length; from += BLOCK) {
      const wide = Math.min(BLOCK, places.length - from);
      for (let k = 0; k < wide; k++) {
        this.#covariance.row(places[from + k]!, kernels);
        for (let i = 0; i < count; i++) block[BLOCK * i + k] = kernels[i]!;
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
    const [kernels, gradient, solved] = [this.#kernels, this.#gradient, this.#solved];
    this.#covariance.rowWithGradient(x, kernels, gradient);
    const posterior = this.#posteriorOf(kernels, solved);
    this.#factor.solveUpper(solved);
    const { length } = kernels;
    for (let axis = 0; axis < x.length; axis++) {
      byMean[axis] = dot(this.#weights, 0, gradient, axis * length, length);
      byVariance[axis] = -2 * dot(solved, 0, gradient, axis * length, length);
    }
    return posterior;
  }

  /** Covariance of the function at two points. */
  covariance(a: Float64Array, b: Float64Array): number {
    const [first, second] = [a, b].map((x) => {
      const kernels = new Float64Array(this.points.count);
      this.#covariance.row(x, kernels);
      this.#factor.solveLower(kernels);
      return kernels;
    }) as [Float64Array, Float64Array];
    const between = new Float64Array(1);
    new Covariance({ ...this.points, values: a, count: 1 }, this.params).row(b, between);
    return between[0]! - dot(first, 0, second, 0, first.length);
  }

  #posteriorOf(kernels: Float64Array, solved: Float64Array): Posterior {
    const mean = dot(kernels, 0, this.#weights, 0, kernels.length);
    solved.set(kernels);
    this.#factor.solveLower(solved);
    return { mean, variance: Math.max(0, this.params.scale - dot(solved, 0, solved, 0, solved.length)) };
  }
}
