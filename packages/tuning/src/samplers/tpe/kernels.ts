import { FAR, LOG_ROOT_2_PI, logNormalMass, truncatedNormalQuantile } from '../../math/normal.js';
import type { Elementary } from '../../math/numpy-rounding.js';
import { pairwiseSum } from '../../math/pairwise-sum.js';
import { exp, log as ln } from '../../math/portable.js';
import type { Uniforms } from '../../math/random-state.js';
import { roundHalfEven } from '../../math/round.js';
import type { CategoricalDistribution, FloatDistribution, IntDistribution } from '../../space/distribution.js';
import { type ObservedColumn, placeOf } from './observations.js';
import type { Scratch } from './scratch.js';

/** One parameter's factors of the products that a Parzen estimator mixes: one for each observation, and last the prior. */
export interface Kernels {
  /** Adds what the logarithms of the kernels' densities have in common at any x. */
  addConstants(sums: Float64Array): void;
  /** Adds the rest of the logarithm of each kernel's density at x, which is not above 0; not for real numbers, see `NormalProducts`. */
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

  addConstants(): void {}

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
  /** Multiplied by, since to divide takes several times as long. */
  readonly inverseWidths: Float64Array;
  /** Whether values are real numbers, so that the kernels have densities and not masses. */
  readonly isContinuous: boolean;
  /** The logarithm of what each kernel's density is divided by. */
  readonly #logNormalizers: Float64Array;
  readonly #distribution: FloatDistribution | IntDistribution;
  readonly #elementary: Elementary;

  constructor(
    distribution: FloatDistribution | IntDistribution,
    { places, order, known }: ObservedColumn,
    elementary: Elementary,
    scratch: Scratch,
  ) {
    this.#elementary = elementary;
    const { low, high, step = 0 } = distribution;
    this.#distribution = distribution;
    this.low = placeOf(distribution, low - step / 2);
    this.high = placeOf(distribution, high + step / 2);
    const count = places.length;
    this.means = scratch.take(count + 1);
    this.means.set(places);
    this.means[count] = 0.5 * (this.low + this.high);
    const sorted = elementary.ordersByPlace && order ? order : elementary.argsort(places);
    this.widths = scratch.take(count + 1);
    setWidths(this.widths, this.means, this.low, this.high, sorted);
    this.inverseWidths = scratch.take(count + 1);
    for (let i = 0; i <= count; i++) this.inverseWidths[i] = 1 / this.widths[i]!;
    this.isContinuous = step === 0;
    this.#logNormalizers = scratch.take(count + 1);
    this.#normalize(known);
  }

  #normalize(known: ObservedColumn['known']): void {
    const [values, count] = [this.#logNormalizers, this.means.length - 1];
    const compute = (kernel: number) => this.#normalizer(kernel);
    if (known) known.normalizers.fill(values, known.numbers, this, compute);
    else for (let i = 0; i < count; i++) values[i] = compute(i);
    values[count] = compute(count);
  }

  /** The logarithm of the kernel's mass in the range, and for real numbers of its height. */
  #normalizer(kernel: number): number {
    const [mean, width] = [this.means[kernel]!, this.widths[kernel]!];
    const [below, above] = [mean - this.low, this.high - mean];
    const isWhole = below > FAR * width && above > FAR * width;
    const mass = isWhole ? 0 : logNormalMass(-below / width, above / width, this.#elementary);
    return this.isContinuous ? mass + (ln(width) + LOG_ROOT_2_PI) : mass;
  }

  draw(kernel: number, draws: Uniforms): number {
    const [mean, width] = [this.means[kernel]!, this.widths[kernel]!];
    const place = truncatedNormalQuantile(draws.uniform(), (this.low - mean) / width, (this.high - mean) / width);
    const { low, high, log, step } = this.#distribution;
    const value = log ? exp(place * width + mean) : place * width + mean;
    if (step === undefined) return value;
    return Math.min(high, Math.max(low, low + roundHalfEven((value - low) / step) * step));
  }

  addConstants(sums: Float64Array): void {
    if (!this.isContinuous) return;
    const normalizers = this.#logNormalizers;
    for (let i = 0; i < normalizers.length; i++) sums[i]! -= normalizers[i]!;
  }

  /** A value as the kernels have it: its logarithm where that is what is spread. */
  placeOf(x: number): number {
    return placeOf(this.#distribution, x);
  }

  addLogDensities(x: number, sums: Float64Array): void {
    const { step = 0 } = this.#distribution;
    this.#addLogMasses(x - step / 2, x + step / 2, sums);
  }

  #addLogMasses(from: number, to: number, sums: Float64Array): void {
    const { means, widths } = this;
    const [low, high] = this.#distribution.log ? [ln(from), ln(to)] : [from, to];
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
function setWidths(widths: Float64Array, means: Float64Array, low: number, high: number, order: Uint32Array): void {
  const count = means.length - 1;
  const most = high - low;
  const least = most / Math.min(100, count + 2);
  const within = (width: number) => Math.min(most, Math.max(least, width));
  for (let i = 1; i < count - 1; i++) {
    const row = order[i]!;
    widths[row] = within(Math.max(means[row]! - means[order[i - 1]!]!, means[order[i + 1]!]! - means[row]!));
  }
  if (count > 1) {
    const [first, last] = [order[0]!, order[count - 1]!];
    widths[first] = within(means[order[1]!]! - means[first]!);
    widths[last] = within(means[last]! - means[order[count - 2]!]!);
  } else if (count === 1) widths[0] = within(Math.max(means[0]! - low, high - means[0]!));
  widths[count] = most;
}
