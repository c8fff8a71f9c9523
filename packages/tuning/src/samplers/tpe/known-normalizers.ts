/** What a kernel's share in a range depends on. */
interface KernelShapes {
  readonly low: number;
  readonly high: number;
  readonly means: Float64Array;
  readonly widths: Float64Array;
}

/** What kernels were divided by, kept from ask to ask: most stay as they are, and those near an end of the range are dear. */
export class KnownNormalizers {
  #means = new Float64Array(0);
  #widths = new Float64Array(0);
  #values = new Float64Array(0);
  #low = Number.NaN;
  #high = Number.NaN;

  /**
   * Sets the values of kernels, one for each trial, from what is kept, or computes them.
   *
   * @param numbers of the trials, ascending.
   */
  fill(values: Float64Array, numbers: Int32Array, kernels: KernelShapes, compute: (kernel: number) => number): void {
    this.#open(numbers.at(-1) ?? 0, kernels.low, kernels.high);
    const { means, widths } = kernels;
    const [keptMeans, keptWidths, kept] = [this.#means, this.#widths, this.#values];
    for (let i = 0; i < numbers.length; i++) {
      const trial = numbers[i]!;
      if (keptWidths[trial] !== widths[i] || keptMeans[trial] !== means[i]) {
        keptMeans[trial] = means[i]!;
        keptWidths[trial] = widths[i]!;
        kept[trial] = compute(i);
      }
      values[i] = kept[trial]!;
    }
  }

  /** Prepares for trials up to a number, over a range; what was kept for another range is forgotten. */
  #open(last: number, low: number, high: number): void {
    if (last >= this.#means.length) this.#grow(2 * (last + 8));
    if (low === this.#low && high === this.#high) return;
    this.#means.fill(Number.NaN);
    [this.#low, this.#high] = [low, high];
  }

  #grow(length: number): void {
    const grown = (from: Float64Array) => {
      const to = new Float64Array(length).fill(Number.NaN);
      to.set(from);
      return to;
    };
    [this.#means, this.#widths, this.#values] = [grown(this.#means), grown(this.#widths), grown(this.#values)];
  }
}
