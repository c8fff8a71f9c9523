import { Cholesky, dot, rowStart } from '../../math/cholesky.js';
import { exp, log } from '../../math/portable.js';
import { type KernelParams, maternWithSlopes, type Points } from './kernel.js';
import { LEAST_NOISE } from './priors.js';

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

/** Parameters from their logarithms: of the inverse squares, the scale, and the noise above the least. */
export function paramsOf(raw: Float64Array, axes: number, isDeterministic = false): KernelParams {
  return {
    inverseSquares: raw.slice(0, axes).map(exp),
    scale: exp(raw[axes]!),
    noise: isDeterministic ? LEAST_NOISE : exp(raw[axes + 1]!) + LEAST_NOISE,
  };
}

/** The logarithm of the marginal likelihood of observations, without `n/2 ln 2π`, as a function of parameters. */
export class Likelihood {
  readonly #axes: number;
  readonly #count: number;
  readonly #squares: readonly Float64Array[];
  readonly #sums: Float64Array;
  readonly #kernels: Float64Array;
  readonly #slopes: Float64Array;
  readonly #row: Float64Array;
  readonly #factor = new Cholesky();
  /** `K⁻¹ y` at the last parameters. */
  readonly weights: Float64Array;

  constructor(points: Points) {
    this.#axes = points.isCategorical.length;
    this.#count = points.count;
    this.#squares = pairSquares(points);
    const pairs = (this.#count * (this.#count - 1)) / 2;
    [this.#sums, this.#kernels, this.#slopes] = [0, 1, 2].map(() => new Float64Array(pairs)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    this.#row = new Float64Array(this.#count);
    this.weights = new Float64Array(this.#count);
  }

  /**
   * The logarithm of the marginal likelihood; NaN where the covariance is not positive definite.
   *
   * @param gradient to which its derivatives are added: by the logarithms of the inverse squares, of the scale, and of the noise above the least.
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

  #factorize({ inverseSquares, scale, noise }: KernelParams): boolean {
    const [sums, kernels] = [this.#sums, this.#kernels];
    sums.fill(0);
    this.#squares.forEach((squares, axis) => {
      const weight = inverseSquares[axis]!;
      for (let i = 0; i < sums.length; i++) sums[i]! += weight * squares[i]!;
    });
    maternWithSlopes(sums, kernels, this.#slopes);
    this.#factor.truncate(0);
    for (let i = 0, at = 0; i < this.#count; i++) {
      for (let j = 0; j < i; j++) this.#row[j] = scale * kernels[at++]!;
      this.#row[i] = scale + noise;
      if (!this.#factor.append(this.#row)) return false;
    }
    return true;
  }

  /** `tr((K⁻¹ y yᵀ K⁻¹ - K⁻¹) dK) / 2` for each parameter. */
  #addGradient({ inverseSquares, scale, noise }: KernelParams, gradient: Float64Array): void {
    const [weights, kernels, slopes, changes] = [this.weights, this.#kernels, this.#slopes, this.#sums];
    const inverse = this.#factor.inverse();
    let [trace, byScale] = [0, 0];
    for (let i = 0, at = 0; i < this.#count; i++) {
      const [start, weight] = [rowStart(i), weights[i]!];
      for (let j = 0; j < i; j++, at++) {
        const share = weight * weights[j]! - inverse[start + j]!;
        byScale += share * kernels[at]!;
        changes[at] = share * slopes[at]!;
      }
      trace += weight * weight - inverse[start + i]!;
    }
    this.#squares.forEach((squares, axis) => {
      gradient[axis]! += inverseSquares[axis]! * scale * dot(changes, 0, squares, 0, squares.length);
    });
    gradient[this.#axes]! += scale * (byScale + 0.5 * trace);
    gradient[this.#axes + 1]! += 0.5 * trace * (noise - LEAST_NOISE);
  }
}
