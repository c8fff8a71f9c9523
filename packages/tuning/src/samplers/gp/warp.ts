import { exp, log, log1p } from '../../math/portable.js';

/** Infinite values as the nearest finite one; 0 where there is none. */
export function clipped(values: Float64Array): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return new Float64Array(values.length);
  return values.map((value) => Math.min(high, Math.max(low, value)));
}

/** Numbers with mean 0 and deviation 1. */
export interface Standardized {
  readonly values: Float64Array;
  readonly mean: number;
  readonly deviation: number;
}

const LEAST_DEVIATION = 1e-10;

export function standardized(values: Float64Array): Standardized {
  let [mean, square] = [0, 0];
  for (const value of values) mean += value / values.length;
  for (const value of values) square += ((value - mean) * (value - mean)) / values.length;
  const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(square));
  return { values: values.map((value) => (value - mean) / deviation), mean, deviation };
}

/** Losses above their least, in units of their mean; undefined where all are the same. */
export function excesses(losses: Float64Array): Float64Array | undefined {
  let low = Number.POSITIVE_INFINITY;
  for (const loss of losses) low = Math.min(low, loss);
  let mean = 0;
  for (const loss of losses) mean += (loss - low) / losses.length;
  return mean > 0 && Number.isFinite(mean) ? losses.map((loss) => (loss - low) / mean) : undefined;
}

/**
 * Losses on a scale that spreads the good ones: `ln(1 + u / c)` of excesses u, standardised and with the sign turned, so that large is good.
 *
 * Source: Snelson, Rasmussen and Ghahramani, "Warped Gaussian processes", NeurIPS 2003.
 */
export class Warp {
  readonly #excesses: Float64Array;
  /** The warped values at the last bend. */
  readonly values: Float64Array;
  readonly #changes: Float64Array;

  constructor(excess: Float64Array) {
    this.#excesses = excess;
    this.values = new Float64Array(excess.length);
    this.#changes = new Float64Array(excess.length);
  }

  /**
   * Warps, with `c = e^bend`.
   *
   * @returns minus the logarithm of the Jacobian, and its derivative by the bend.
   */
  bend(bend: number): readonly [loss: number, slope: number] {
    const [excess, changes] = [this.#excesses, this.#changes];
    const c = exp(bend);
    let [loss, slope, changeMean] = [0, 0, 0];
    const raw = excess.map((u) => log1p(u / c));
    for (let i = 0; i < raw.length; i++) {
      const u = excess[i]!;
      loss += log(c + u);
      slope += c / (c + u);
      changes[i] = -u / (c + u);
      changeMean += changes[i]! / raw.length;
    }
    const { values, deviation } = standardized(raw);
    let deviationChange = 0;
    for (let i = 0; i < raw.length; i++) deviationChange += (values[i]! * changes[i]!) / raw.length;
    for (let i = 0; i < raw.length; i++) {
      changes[i] = -(changes[i]! - changeMean - values[i]! * deviationChange) / deviation;
      this.values[i] = -values[i]!;
    }
    const count = raw.length;
    return [loss + count * log(deviation), slope + (count * deviationChange) / deviation];
  }

  /** `Σ weights_i d values_i / d bend` at the last bend. */
  slope(weights: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * this.#changes[i]!;
    return sum;
  }
}
