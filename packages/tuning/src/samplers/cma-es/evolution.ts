import { exp, log as ln } from '../../math/portable.js';
import { type Eigen, symmetricEigen } from '../../math/symmetric-eigen.js';
import { type Strategy, strategyFor } from './strategy.js';

/** A point, and how small its value is. */
export interface Solution {
  readonly point: Float64Array;
  readonly loss: number;
}

/** Keeps divisions from 0. */
const TINY = 1e-8;
/** No step is longer. */
const LONGEST = 1e32;

const lengthOf = (vector: Float64Array) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** `V f(Λ) Vᵀ x`: a function of a symmetric matrix, times a vector. */
function applied({ values, vectors }: Eigen, f: (value: number) => number, x: Float64Array): Float64Array {
  const size = values.length;
  const result = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let share = 0;
    for (let i = 0; i < size; i++) share += vectors[i * size + k]! * x[i]!;
    share *= f(values[k]!);
    for (let i = 0; i < size; i++) result[i]! += vectors[i * size + k]! * share;
  }
  return result;
}

/** `V Λ Vᵀ`. */
function productOf({ values, vectors }: Eigen): Float64Array {
  const size = values.length;
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [size * Math.floor(at / size), size * (at % size)];
    return values.reduce((sum, value, k) => sum + value * vectors[row + k]! * vectors[column + k]!, 0);
  });
}

/**
 * A normal distribution that moves to where values are small: the evolution strategy with covariance matrix adaptation, with weights below 0.
 *
 * Source: Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772, equations 37 to 47.
 */
export class Evolution {
  readonly strategy: Strategy;
  readonly mean: Float64Array;
  readonly initialSigma: number;
  sigma: number;
  generation = 0;
  readonly pathC: Float64Array;
  readonly #pathSigma: Float64Array;
  #covariance: Float64Array;
  #eigen: Eigen | undefined;

  constructor(mean: Float64Array, sigma: number, population: number) {
    const size = mean.length;
    this.strategy = strategyFor(size, population);
    this.mean = mean.slice();
    this.sigma = sigma;
    this.initialSigma = sigma;
    this.#covariance = new Float64Array(size * size);
    for (let i = 0; i < size; i++) this.#covariance[i * size + i] = 1;
    this.pathC = new Float64Array(size);
    this.#pathSigma = new Float64Array(size);
  }

  /** Row by row. */
  get covariance(): Float64Array {
    return this.#covariance;
  }

  /** Of the covariance, which is first made to have no eigenvalue below 0. */
  get eigen(): Eigen {
    if (!this.#eigen) {
      const size = this.mean.length;
      const { values, vectors } = symmetricEigen(this.#covariance, size);
      this.#eigen = { values: values.map((value) => (value < 0 ? TINY : value)), vectors };
      if (values.some((value) => value < 0)) this.#covariance = productOf(this.#eigen);
    }
    return this.#eigen;
  }

  /** `m + σ C^½ z`, a draw for standard normal z. */
  pointOf(z: Float64Array): Float64Array {
    const step = applied(this.eigen, Math.sqrt, z);
    return this.mean.map((value, i) => value + this.sigma * step[i]!);
  }

  /** Goes on by one generation. Of equally good solutions the earlier is the better. */
  tell(solutions: readonly Solution[]): void {
    const { mu, weights } = this.strategy;
    this.generation++;
    const sorted = solutions.toSorted((a, b) => a.loss - b.loss || 0);
    const steps = sorted.map(({ point }) => point.map((value, i) => (value - this.mean[i]!) / this.sigma));
    const move = this.mean.map((_, i) => steps.slice(0, mu).reduce((sum, y, k) => sum + weights[k]! * y[i]!, 0));
    for (let i = 0; i < move.length; i++) this.mean[i]! += this.sigma * move[i]!;
    const isShort = this.#adaptSigma(move);
    this.#adaptCovariance(move, steps, isShort);
    this.#eigen = undefined;
  }

  /** Also says whether the path is not far longer than by chance. */
  #adaptSigma(move: Float64Array): boolean {
    const { cSigma, dSigma, muEff, chi, dimension } = this.strategy;
    const path = this.#pathSigma;
    const gain = Math.sqrt(cSigma * (2 - cSigma) * muEff);
    const whitened = applied(this.eigen, (value) => 1 / Math.sqrt(value), move);
    for (let i = 0; i < path.length; i++) path[i] = (1 - cSigma) * path[i]! + gain * whitened[i]!;
    const length = lengthOf(path);
    this.sigma = Math.min(this.sigma * exp((cSigma / dSigma) * (length / chi - 1)), LONGEST);
    const settled = Math.sqrt(1 - exp(2 * (this.generation + 1) * ln(1 - cSigma)));
    return length / settled < (1.4 + 2 / (dimension + 1)) * chi;
  }

  #adaptCovariance(move: Float64Array, steps: readonly Float64Array[], isShort: boolean): void {
    const { cc, c1, cMu, muEff, weights, dimension: n } = this.strategy;
    const gain = isShort ? Math.sqrt(cc * (2 - cc) * muEff) : 0;
    const path = this.pathC;
    for (let i = 0; i < n; i++) path[i] = (1 - cc) * path[i]! + gain * move[i]!;
    const scaled = weights.map((weight, k) => (weight >= 0 ? weight : (weight * n) / this.#squareOf(steps[k]!)));
    const kept = 1 + c1 * (isShort ? 0 : cc * (2 - cc)) - c1 - cMu * weights.reduce((sum, w) => sum + w, 0);
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const rankMu = steps.reduce((sum, y, k) => sum + scaled[k]! * y[i]! * y[j]!, 0);
        const value = kept * this.#covariance[i * n + j]! + c1 * path[i]! * path[j]! + cMu * rankMu;
        next[i * n + j] = value;
        next[j * n + i] = value;
      }
    }
    this.#covariance = next;
  }

  /** `|C^-½ y|²`, not quite 0. */
  #squareOf(step: Float64Array): number {
    return lengthOf(applied(this.eigen, (value) => 1 / Math.sqrt(value), step)) ** 2 + TINY;
  }
}
