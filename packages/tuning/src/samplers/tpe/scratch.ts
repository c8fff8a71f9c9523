/** Memory for the numbers of one decision, used again for the next: such arrays are dear to make and to collect. */
export class Scratch {
  #block = new Float64Array(0);
  #used = 0;

  /** Numbers of any value, until the next {@link clear}. */
  take(length: number): Float64Array {
    const end = this.#used + length;
    if (end > this.#block.length) {
      // What was taken before keeps its block.
      this.#block = new Float64Array(2 * end);
      this.#used = 0;
      return this.take(length);
    }
    const taken = this.#block.subarray(this.#used, end);
    this.#used = end;
    return taken;
  }

  clear(): void {
    this.#used = 0;
  }
}
