import { type Elementary, portableRounding } from '../../math/numpy-rounding.js';
import { pairwiseSum } from '../../math/pairwise-sum.js';
import type { Uniforms } from '../../math/random-state.js';
import type { Space } from '../../space/distribution.js';
import { CategoricalKernels, NumericalKernels } from './kernels.js';
import { NormalProducts } from './normal-products.js';
import type { ObservedColumn } from './observations.js';
import { Scratch } from './scratch.js';

/** Observations that all count fully; of more, the older ones count less, in a straight line. */
const RECENT = 25;

/** Weights of observations, oldest first, and of the prior, which counts as one; they sum to 1. */
function mixtureWeights(count: number, ages: boolean): Float64Array {
  const ramp = ages ? Math.max(0, count - RECENT) : 0;
  const weights = new Float64Array(count + 1).fill(1);
  const first = 1 / count;
  const step = (1 - first) / (ramp - 1);
  for (let i = 0; i < ramp; i++) weights[i] = i > 0 && i === ramp - 1 ? 1 : (i && i * step) + first;
  const total = pairwiseSum(weights);
  return weights.map((weight) => weight / total);
}

/** Values of each parameter, in the space's order. */
export type Columns = readonly Float64Array[];

/** How a {@link ParzenEstimator} is made. */
interface EstimatorOptions {
  /** How it rounds. Default: portably. */
  readonly elementary?: Elementary;
  /** Whether older observations count less. Default true. */
  readonly ages?: boolean;
  /** Memory that the estimator has for as long as it is used. Default: its own. */
  readonly scratch?: Scratch;
}

/**
 * A density over a space, made of what was observed: a mixture of products of one kernel for each parameter.
 *
 * Sources: Bergstra, Bardenet, Bengio and Kegl, NeurIPS 2011; Falkner, Klein and Hutter, ICML 2018; Watanabe, arXiv 2304.11127. In all
 * details as Optuna 5 has it.
 */
export class ParzenEstimator {
  readonly weights: Float64Array;
  readonly kernels: readonly (CategoricalKernels | NumericalKernels)[];

  readonly #elementary: Elementary;

  constructor(space: Space, observations: readonly ObservedColumn[], options: EstimatorOptions = {}) {
    const { elementary = portableRounding, ages = true, scratch = new Scratch() } = options;
    this.#elementary = elementary;
    this.weights = mixtureWeights(observations[0]?.places.length ?? 0, ages);
    this.kernels = Object.values(space).map((distribution, i) =>
      distribution.type === 'categorical'
        ? new CategoricalKernels(distribution, observations[i]!.places, elementary)
        : new NumericalKernels(distribution, observations[i]!, elementary, scratch),
    );
  }

  /** Draws samples: first a kernel for each, then the choices, parameter by parameter, then the numbers likewise. */
  sample(draws: Uniforms, count: number): Columns {
    const kernels = this.#drawKernels(draws, count);
    const column = (each: CategoricalKernels | NumericalKernels) => kernels.map((kernel) => each.draw(kernel, draws));
    const columns = this.kernels.map((each) => (each instanceof CategoricalKernels ? column(each) : undefined));
    return columns.map((drawn, i) => drawn ?? column(this.kernels[i]!));
  }

  #drawKernels(draws: Uniforms, count: number): Float64Array {
    const bounds = new Float64Array(this.weights.length);
    let sum = 0;
    this.weights.forEach((weight, i) => {
      sum += weight;
      bounds[i] = sum;
    });
    return Float64Array.from({ length: count }, () => {
      const at = draws.uniform() * sum;
      return firstAbove(bounds, at);
    });
  }

  /** The logarithm of the density at each sample. */
  logDensities(samples: Columns): Float64Array {
    const logWeights = this.weights.map(this.#elementary.log);
    const constants = new Float64Array(logWeights.length);
    for (const each of this.kernels) each.addConstants(constants);
    const products = new NormalProducts(this.kernels.filter(isContinuous), logWeights.length);
    const places = products.newPlaces();
    const [sums, terms] = [new Float64Array(constants.length), new Float64Array(constants.length)];
    return Float64Array.from({ length: samples[0]?.length ?? 0 }, (_, sample) => {
      sums.set(constants);
      let axis = 0;
      for (let i = 0; i < this.kernels.length; i++) {
        const [each, x] = [this.kernels[i]!, samples[i]![sample]!];
        if (isContinuous(each)) places[axis++] = each.placeOf(x);
        else each.addLogDensities(x, sums);
      }
      products.subtractFrom(sums, places, this.#elementary.leastExponent);
      return this.#logSum(sums, logWeights, products, terms.fill(0));
    });
  }

  /** `ln Σ w e^x` of the products that count; x is overwritten. */
  #logSum(x: Float64Array, logWeights: Float64Array, { live, count }: NormalProducts, terms: Float64Array): number {
    const { exp, log, leastExponent } = this.#elementary;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      const i = live[k]!;
      x[i]! += logWeights[i]!;
      if (x[i]! > largest) largest = x[i]!;
    }
    if (largest === Number.NEGATIVE_INFINITY) return largest;
    for (let k = 0; k < count; k++) {
      const i = live[k]!;
      const exponent = x[i]! - largest;
      if (exponent >= leastExponent) terms[i] = exp(exponent);
    }
    return log(pairwiseSum(terms)) + largest;
  }
}

const isContinuous = (kernels: CategoricalKernels | NumericalKernels): kernels is NumericalKernels =>
  kernels instanceof NumericalKernels && kernels.isContinuous;

/** The first place whose bound is above a number. */
function firstAbove(bounds: Float64Array, at: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
