import { activeBackend } from '@glassbox/backends';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Steps whose results may be on their way from the device at once. */
const IN_FLIGHT = 16;

/**
 * Brings results of steps to the host in order: at once where the backend reads without waiting, else several steps later, so that
 * the device never idles while one number travels.
 */
export class ReadQueue<T> {
  #waiting: { values: Promise<Float32Array>; tensor: Tensor; about: T }[] = [];

  constructor(readonly receive: (values: Float32Array, about: T) => void) {}

  /** Takes over the tensor. */
  async push(tensor: Tensor, about: T): Promise<void> {
    if (activeBackend()?.syncReads) {
      const values = tensor.dataSync() as Float32Array;
      tensor.dispose();
      this.receive(values, about);
      return;
    }
    this.#waiting.push({ values: tensor.data() as Promise<Float32Array>, tensor, about });
    if (this.#waiting.length >= IN_FLIGHT) await this.#takeFirst();
  }

  /** Waits for all that is under way. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#takeFirst();
  }

  /** Forgets what is under way and frees it. */
  drop(): void {
    for (const { tensor, values } of this.#waiting) {
      values.catch(() => undefined);
      tensor.dispose();
    }
    this.#waiting = [];
  }

  async #takeFirst(): Promise<void> {
    const first = this.#waiting.shift()!;
    const values = await first.values;
    first.tensor.dispose();
    this.receive(values, first.about);
  }
}
