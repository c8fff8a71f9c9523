import { type LogValue, logExpectedImprovement, logProbabilityOfImprovement } from './log-ei.js';
import type { Regressor } from './regressor.js';

/** What is sought where: a high value at a point that is worth a trial. */
export interface Acquisition {
  at(x: Float64Array): number;
  /** {@link at} many places, which is faster than one by one. */
  atAll(places: readonly Float64Array[]): Float64Array;
  /** {@link at}, whose gradient is written into `gradient`. */
  withGradient(x: Float64Array, gradient: Float64Array): number;
}

/** A model of an outcome, and the value that it is to be above. */
export interface Goal {
  readonly model: Regressor;
  readonly threshold: number;
}

/** Added to variances, so that what was observed without noise has some. */
const LEAST_VARIANCE = 1e-12;

type Measure = (mean: number, deviation: number, threshold: number) => LogValue;

/**
 * The logarithm of the expected improvement, times the probabilities that constraints hold.
 *
 * Sources: Ament et al., arXiv 2310.20708; Gardner et al., ICML 2014 (constraints).
 */
export class LogExpectedImprovement implements Acquisition {
  readonly #terms: readonly (readonly [Goal, Measure])[];
  readonly #byMean: Float64Array;
  readonly #byVariance: Float64Array;

  /** @param goal undefined where nothing feasible is known yet: then only the constraints count. */
  constructor(goal: Goal | undefined, constraints: readonly Goal[], axes: number) {
    this.#terms = [
      ...(goal ? [[goal, logExpectedImprovement] as const] : []),
      ...constraints.map((constraint) => [constraint, logProbabilityOfImprovement] as const),
    ];
    [this.#byMean, this.#byVariance] = [new Float64Array(axes), new Float64Array(axes)];
  }

  at(x: Float64Array): number {
    let sum = 0;
    for (const [{ model, threshold }, measure] of this.#terms) {
      const { mean, variance } = model.posterior(x);
      sum += measure(mean, Math.sqrt(variance + LEAST_VARIANCE), threshold).value;
    }
    return sum;
  }

  atAll(places: readonly Float64Array[]): Float64Array {
    const sums = new Float64Array(places.length);
    for (const [{ model, threshold }, measure] of this.#terms) {
      const { means, variances } = model.posteriors(places);
      for (let i = 0; i < sums.length; i++) {
        sums[i]! += measure(means[i]!, Math.sqrt(variances[i]! + LEAST_VARIANCE), threshold).value;
      }
    }
    return sums;
  }

  withGradient(x: Float64Array, gradient: Float64Array): number {
    const [byMean, byVariance] = [this.#byMean, this.#byVariance];
    gradient.fill(0);
    let sum = 0;
    for (const [{ model, threshold }, measure] of this.#terms) {
      const { mean, variance } = model.posteriorWithGradient(x, byMean, byVariance);
      const deviation = Math.sqrt(variance + LEAST_VARIANCE);
      const at = measure(mean, deviation, threshold);
      sum += at.value;
      for (let i = 0; i < gradient.length; i++) {
        gradient[i]! += at.byMean * byMean[i]! + (at.byDeviation * byVariance[i]!) / (2 * deviation);
      }
    }
    return sum;
  }
}
