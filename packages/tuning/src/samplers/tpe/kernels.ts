import { LOG_ROOT_2_PI, logNormalMass, truncatedNormalQuantile } from '../../math/normal.js';
import type { Elementary } from '../../math/numpy-rounding.js';
import { pairwiseSum } from '../../math/pairwise-sum.js';
import type { Uniforms } from '../../math/random-state.js';
import { roundHalfEven } from '../../math/round.js';
import type { CategoricalDistribution, FloatDistribution, IntDistribution } from '../../space/distribution.js';

/** Standard deviations beyond which a normal distribution rounds to 0 and 1. */
const FAR = 8.5;

/** One parameter's factors of the products that a Parzen estimator mixes: one for each observation, and last the prior. */
export interface Kernels {
  /** Adds the logarithm of each kernel's density at x to `sums`. */
  addLogDensities(x: number, sums: Float64Array): void;
}

/** Kernels over choices: the observed one, and a share of the prior for all. */
export class CategoricalKernels implements Kernels {
  readonly #choices: number;
  readonly #observed: Float64Array;
  /** By the observed choice, the weights of all. */
  readonly #weights: readonly Float64Array[];

  readonly #elementary: Elementary;

  constructor({ choices }: CategoricalDistribution, observed: Float64Array, elementary: Elementary) {
    this.#choices = choices.length;
    this.#elementary = elementary;
    this.#observed = observed;
    const share = 1 / (observed.length + 1);
    this.#weights = choices.map((_, choice) => {
      const weights = new Float64Array(choices.length).fill(share);
      weights[choice]! += 1;
      const total = pairwiseSum(weights);
      return weights.map((weight) => weight / total);
    });
  }

  /** The weights of all choices under one kernel. */
  weights(kernel: number): Float64Array {
    const isPrior = kernel === this.#observed.length;
    return isPrior ? new Float64Array(this.#choices).fill(1 / this.#choices) : this.#weights[this.#observed[kernel]!]!;
  }

  draw(kernel: number, draws: Uniforms): number {
    const at = draws.uniform();
    const weights = this.weights(kernel);
    let sum = 0;
    for (let choice = 0; choice < weights.length - 1; choice++) {
      sum += weights[choice]!;
      if (sum >= at) return choice;
    }
    return weights.length - 1;
  }

  addLogDensities(x: number, sums: Float64Array): void {
    const observed = this.#observed;
    const { log } = this.#elementary;
    const logarithms = this.#weights.map((weights) => log(weights[x]!));
    for (let i = 0; i < observed.length; i++) sums[i]! += logarithms[observed[i]!]!;
    sums[observed.length]! += log(1 / this.#choices);
  }
}

/** Truncated normal kernels over a range, on the logarithm where that is what is spread. */
export class NumericalKernels implements Kernels {
  readonly low: number;
  readonly high: number;
  readonly means: Float64Array;
  readonly widths: Float64Array;
  readonly #inverses: Float64Array;
  /** The logarithm of what each kernel's density is divided by. */
  readonly #logNormalizers: Float64Array;
  readonly #distribution: FloatDistribution | IntDistribution;
  readonly #elementary: Elementary;

  constructor(distribution: FloatDistribution | IntDistribution, observed: Float64Array, elementary: Elementary) {
    this.#elementary = elementary;
    const { low, high, log, step = 0 } = distribution;
    const place = (value: number) => (log ? Math.log(value) : value);
    this.#distribution = distribution;
    [this.low, this.high] = [place(low - step / 2), place(high + step / 2)];
    this.means = new Float64Array(observed.length + 1);
    observed.forEach((value, i) => {
      this.means[i] = place(value);
    });
    this.means[observed.length] = 0.5 * (this.low + this.high);
    this.widths = kernelWidths(this.means, this.low, this.high, elementary);
    this.#inverses = this.widths.map((width) => 1 / width);
    this.#logNormalizers = this.#normalizers();
  }

  #normalizers(): Float64Array {
    const { low, high, means, widths } = this;
    const isStepped = this.#distribution.step !== undefined;
    const normalizers = new Float64Array(means.length);
    let [last, logOfLast] = [0, 0];
    for (let i = 0; i < means.length; i++) {
      const width = widths[i]!;
      const a = (low - means[i]!) / width;
      const b = (high - means[i]!) / width;
      // So far out nothing of a double is left to cut off.
      const mass = a < -FAR && b > FAR ? 0 : logNormalMass(a, b, this.#elementary);
      // Most have the least width that there is.
      if (width !== last) [last, logOfLast] = [width, Math.log(width) + LOG_ROOT_2_PI];
      normalizers[i] = isStepped ? mass : mass + logOfLast;
    }
    return normalizers;
  }

  draw(kernel: number, draws: Uniforms): number {
    const [mean, width] = [this.means[kernel]!, this.widths[kernel]!];
    const place = truncatedNormalQuantile(draws.uniform(), (this.low - mean) / width, (this.high - mean) / width);
    const { low, high, log, step } = this.#distribution;
    const value = log ? Math.exp(place * width + mean) : place * width + mean;
    if (step === undefined) return value;
    return Math.min(high, Math.max(low, low + roundHalfEven((value - low) / step) * step));
  }

  addLogDensities(x: number, sums: Float64Array): void {
    const { log, step } = this.#distribution;
    if (step !== undefined) this.#addLogMasses(x - step / 2, x + step / 2, sums);
    else this.#addLogNormals(log ? Math.log(x) : x, sums);
  }

  #addLogNormals(x: number, sums: Float64Array): void {
    const { means } = this;
    const inverses = this.#inverses;
    const normalizers = this.#logNormalizers;
    for (let i = 0; i < means.length; i++) {
      const z = (x - means[i]!) * inverses[i]!;
      sums[i]! -= 0.5 * z * z + normalizers[i]!;
    }
  }

  #addLogMasses(from: number, to: number, sums: Float64Array): void {
    const { means, widths } = this;
    const [low, high] = this.#distribution.log ? [Math.log(from), Math.log(to)] : [from, to];
    for (let i = 0; i < means.length; i++) {
      const [mean, width] = [means[i]!, widths[i]!];
      const sum = sums[i]! + logNormalMass((low - mean) / width, (high - mean) / width, this.#elementary);
      sums[i] = sum - this.#logNormalizers[i]!;
    }
  }
}

/**
 * Standard deviations: of an observation the larger distance to its neighbours, the range's ends included, but for the outermost ones
 * only to the inner neighbour; of the prior, which comes last, the whole range. None is below the range by the number of kernels and one, at
 * most 100.
 */
function kernelWidths(means: Float64Array, low: number, high: number, { argsort }: Elementary): Float64Array {
  const count = means.length - 1;
  const widths = new Float64Array(means.length).fill(high - low);
  const order = argsort(means.subarray(0, count));
  const least = (high - low) / Math.min(100, count + 2);
  for (let i = 0; i < count; i++) {
    const mean = means[order[i]!]!;
    const left = mean - (i > 0 ? means[order[i - 1]!]! : low);
    const right = (i < count - 1 ? means[order[i + 1]!]! : high) - mean;
    const isOuter = count > 1 && (i === 0 || i === count - 1);
    const width = isOuter ? (i === 0 ? right : left) : Math.max(left, right);
    widths[order[i]!] = Math.min(high - low, Math.max(least, width));
  }
  return widths;
}
