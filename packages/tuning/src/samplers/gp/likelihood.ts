import { Cholesky, dot, rowStart } from '../../math/cholesky.js';
import { log } from '../../math/portable.js';
import type { KernelParams, Points } from './kernel.js';
import { PairKernels } from './pair-kernels.js';
import { LEAST_NOISE } from './priors.js';

/** The logarithm of the marginal likelihood of observations, without `n/2 ln 2π`, as a function of parameters. */
export class Likelihood {
  readonly #count: number;
  readonly #kernels: PairKernels;
  readonly #shares: Float64Array;
  readonly #row: Float64Array;
  readonly #factor = new Cholesky();
  /** `K⁻¹ y` at the last parameters. */
  readonly weights: Float64Array;

  constructor(points: Points) {
    this.#count = points.count;
    this.#kernels = new PairKernels(points);
    this.#shares = new Float64Array(this.#kernels.values.length);
    this.#row = new Float64Array(this.#count);
    this.weights = new Float64Array(this.#count);
  }

  /**
   * The logarithm of the marginal likelihood; NaN where the covariance is not positive definite.
   *
   * @param gradient to which its derivatives are added: by the logarithms of the inverse squares, of the scale, and of the noise above the least,
   * and by the logit of the additive share where there is one.
   */
  at(params: KernelParams, observed: Float64Array, gradient: Float64Array): number {
    if (!this.#factorize(params)) return Number.NaN;
    const solved = this.weights;
    solved.set(observed);
    this.#factor.solveLower(solved);
    let value = -0.5 * dot(solved, 0, solved, 0, this.#count);
    for (let i = 0; i < this.#count; i++) value -= log(this.#factor.rows[rowStart(i) + i]!);
    this.#factor.solveUpper(solved);
    this.#addGradient(params, gradient);
    return value;
  }

  #factorize(params: KernelParams): boolean {
    const { scale, noise } = params;
    this.#kernels.at(params);
    const { values } = this.#kernels;
    this.#factor.truncate(0);
    for (let i = 0, at = 0; i < this.#count; i++) {
      for (let j = 0; j < i; j++) this.#row[j] = scale * values[at++]!;
      this.#row[i] = scale + noise;
      if (!this.#factor.append(this.#row)) return false;
    }
    return true;
  }

  /** `tr((K⁻¹ y yᵀ K⁻¹ - K⁻¹) dK) / 2` for each parameter. */
  #addGradient(params: KernelParams, gradient: Float64Array): void {
    const { inverseSquares, scale, noise } = params;
    const [weights, shares, { values }] = [this.weights, this.#shares, this.#kernels];
    const inverse = this.#factor.inverse();
    let [trace, byScale] = [0, 0];
    for (let i = 0, at = 0; i < this.#count; i++) {
      const [start, weight] = [rowStart(i), weights[i]!];
      for (let j = 0; j < i; j++, at++) {
        const share = scale * (weight * weights[j]! - inverse[start + j]!);
        byScale += share * values[at]!;
        shares[at] = share;
      }
      trace += weight * weight - inverse[start + i]!;
    }
    this.#kernels.addGradient(shares, params, gradient);
    const axes = inverseSquares.length;
    gradient[axes]! += byScale + 0.5 * scale * trace;
    gradient[axes + 1]! += 0.5 * trace * (noise - LEAST_NOISE);
  }
}
