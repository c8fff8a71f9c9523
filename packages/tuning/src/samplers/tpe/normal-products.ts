import type { NumericalKernels } from './kernels.js';

/** Products of the normal kernels of all parameters that are real numbers, one product after the other in memory. */
export class NormalProducts {
  readonly #count: number;
  readonly #means: Float64Array;
  readonly #scales: Float64Array;

  constructor(readonly axes: readonly NumericalKernels[]) {
    this.#count = axes[0]?.means.length ?? 0;
    this.#means = new Float64Array(this.#count * axes.length);
    this.#scales = new Float64Array(this.#count * axes.length);
    axes.forEach(({ means, widths }, axis) => {
      for (let i = 0, at = axis; i < this.#count; i++, at += axes.length) {
        this.#means[at] = means[i]!;
        this.#scales[at] = 1 / widths[i]!;
      }
    });
  }

  /**
   * Adds `-Σ z²/2` of each product to `sums`.
   *
   * Sums only fall, and the last product, the prior, is near nowhere but far from nothing: where a sum has fallen below its by `-least`, the
   * product counts nothing beside it, and the rest of the sum is left out.
   *
   * @param places of a sample, by axis.
   * @param least a logarithm below which a term is left out of a sum.
   */
  addTo(sums: Float64Array, places: readonly number[], least: number): void {
    const [means, scales, width] = [this.#means, this.#scales, this.axes.length];
    let bound = Number.NEGATIVE_INFINITY;
    for (let i = this.#count - 1; i >= 0; i--) {
      let sum = sums[i]!;
      for (let axis = 0, at = i * width; axis < width && sum >= bound; axis++, at++) {
        const z = (places[axis]! - means[at]!) * scales[at]!;
        sum -= 0.5 * z * z;
      }
      sums[i] = sum;
      if (bound === Number.NEGATIVE_INFINITY) bound = sum + least;
    }
  }
}
