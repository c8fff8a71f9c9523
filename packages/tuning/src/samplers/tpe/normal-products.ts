import type { NumericalKernels } from './kernels.js';

/** Products whose sums are made first; none has less weight than another. */
const RECENT = 26;

type Axis = Pick<NumericalKernels, 'means' | 'inverseWidths'>;

/** Those products of a mixture that count at a point, the others being nothing beside them. */
export class NormalProducts {
  /** Places of the products that count, in their order. */
  readonly live: Uint32Array;
  count = 0;
  readonly #axes: readonly Axis[];

  /**
   * @param axes of the parameters that are real numbers.
   * @param products that there are; the last is the prior.
   */
  constructor(axes: readonly Axis[], products: number) {
    const none = { means: new Float64Array(products), inverseWidths: new Float64Array(products) };
    this.#axes = axes.length % 2 === 0 ? axes : [...axes, none];
    this.live = new Uint32Array(products);
  }

  /** A place for each axis, and maybe one more, which is 0. */
  newPlaces(): Float64Array {
    return new Float64Array(this.#axes.length);
  }

  /**
   * Takes `Σ z²/2` of each product from `sums`, two axes at a time.
   *
   * Sums only fall. Where one has fallen by `-least` below that of the prior, which is far from nothing, or of a recent product, which is
   * often near, it counts nothing beside that, and the rest of it is left out.
   *
   * @param places of a sample, by axis.
   * @param least a logarithm below which a term is left out of a sum.
   */
  subtractFrom(sums: Float64Array, places: Float64Array, least: number): void {
    const live = this.live;
    this.count = sums.length;
    for (let i = 0; i < live.length; i++) live[i] = i;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = Math.max(0, sums.length - RECENT); i < sums.length; i++) {
      largest = Math.max(largest, this.#sumOf(i, sums, places));
    }
    for (let axis = 0; axis < places.length; axis += 2) this.#subtractPair(axis, sums, places, largest + least);
  }

  #subtractPair(axis: number, sums: Float64Array, places: Float64Array, bound: number): void {
    const [live, count] = [this.live, this.count];
    const { means, inverseWidths } = this.#axes[axis]!;
    const { means: nextMeans, inverseWidths: nextInverses } = this.#axes[axis + 1]!;
    const [place, nextPlace] = [places[axis]!, places[axis + 1]!];
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const i = live[k]!;
      const z = (place - means[i]!) * inverseWidths[i]!;
      const next = (nextPlace - nextMeans[i]!) * nextInverses[i]!;
      const sum = sums[i]! - 0.5 * (z * z + next * next);
      sums[i] = sum;
      // Without a branch, which could not be foreseen.
      live[kept] = i;
      kept += +(sum >= bound);
    }
    this.count = kept;
  }

  #sumOf(product: number, sums: Float64Array, places: Float64Array): number {
    let sum = sums[product]!;
    for (let axis = 0; axis < places.length; axis++) {
      const { means, inverseWidths } = this.#axes[axis]!;
      const z = (places[axis]! - means[product]!) * inverseWidths[product]!;
      sum -= 0.5 * z * z;
    }
    return sum;
  }
}
