import { exp } from '../../math/portable.js';
import type { Points } from './kernel.js';
import { maternWithSlopes, ROOT_5 } from './matern.js';

/** Exponents beyond which the exponential of one, times that of another's opposite, may be infinite times 0. */
const STEEP = 600;

/**
 * Matérn 5/2 along one axis, `(1 + r + r²/3) e^(-r)` with `r = √5 |x - x'| / length scale`.
 *
 * Since `e^(-a |x - x'|)` is the lesser of `e^(ax) e^(-ax')` and `e^(-ax) e^(ax')`, one exponential for each point and one for `x` are enough.
 */
export class AxisKernel {
  readonly #places: Float64Array;
  readonly #isCategorical: boolean;
  readonly #farthest: number;
  readonly #growths: Float64Array;
  readonly #shrinks: Float64Array;
  #rate = 0;
  /** Kernel and slope between choices that are the same, and that are not. */
  readonly #choices = { values: new Float64Array(2), slopes: new Float64Array(2) };

  constructor({ values, count, isCategorical }: Points, axis: number) {
    this.#places = Float64Array.from({ length: count }, (_, i) => values[i * isCategorical.length + axis]!);
    this.#isCategorical = isCategorical[axis]!;
    this.#farthest = this.#places.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    [this.#growths, this.#shrinks] = [new Float64Array(count), new Float64Array(count)];
  }

  /** Sets the length scale by `1 / length scale²`. */
  scaleTo(inverseSquare: number): void {
    if (this.#isCategorical) {
      maternWithSlopes(Float64Array.of(0, inverseSquare), this.#choices.values, this.#choices.slopes);
      return;
    }
    this.#rate = ROOT_5 * Math.sqrt(inverseSquare);
    for (let i = 0; i < this.#places.length; i++) {
      this.#growths[i] = exp(this.#rate * this.#places[i]!);
      this.#shrinks[i] = 1 / this.#growths[i]!;
    }
  }

  /**
   * Adds `factor` times the kernel of the first `count` points and x to sums, and writes as many times its derivatives by the squared distance in
   * length scales, both from `at` on.
   */
  add(factor: number, x: number, count: number, sums: Float64Array, slopes: Float64Array, at = 0): void {
    if (this.#isCategorical) this.#compare(factor, x, count, sums, slopes, at);
    else this.#measure(factor, x, count, sums, slopes, at);
  }

  #compare(factor: number, x: number, count: number, sums: Float64Array, slopes: Float64Array, at: number): void {
    const choices = this.#choices;
    for (let i = 0; i < count; i++) {
      const kind = this.#places[i] === x ? 0 : 1;
      sums[at + i]! += factor * choices.values[kind]!;
      slopes[at + i] = factor * choices.slopes[kind]!;
    }
  }

  #measure(factor: number, x: number, count: number, sums: Float64Array, slopes: Float64Array, at: number): void {
    const [places, growths, shrinks, rate] = [this.#places, this.#growths, this.#shrinks, this.#rate];
    const isSteep = rate * Math.max(this.#farthest, Math.abs(x)) > STEEP;
    const growth = exp(rate * x);
    const shrink = 1 / growth;
    for (let i = 0; i < count; i++) {
      const r = rate * Math.abs(x - places[i]!);
      const decay = factor * (isSteep ? exp(-r) : Math.min(growth * shrinks[i]!, shrink * growths[i]!));
      sums[at + i]! += (1 + r + (r * r) / 3) * decay;
      slopes[at + i] = (-5 / 6) * (1 + r) * decay;
    }
  }
}
