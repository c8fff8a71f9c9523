import type { Tensor } from '@tensorflow/tfjs-core';
import { readAll } from './read-tensors.js';

/** Steps whose results may be on their way from the device at once. */
const IN_FLIGHT = 16;

/**
 * Brings results of steps to the host in order: at once where the backend reads without waiting, else several steps later, so that
 * the device never idles while one number travels.
 */
export class ReadQueue<T> {
  #waiting: { values: Promise<Float32Array[]>; about: T }[] = [];

  constructor(readonly receive: (values: Float32Array[], about: T) => void) {}

  /** Takes over the tensors; gives a promise where there is something to wait for. */
  push(tensors: readonly Tensor[], about: T): Promise<void> | undefined {
    const values = readAll(tensors);
    if (Array.isArray(values)) {
      this.receive(values, about);
      return undefined;
    }
    this.#waiting.push({ values, about });
    return this.#waiting.length >= IN_FLIGHT ? this.#takeFirst() : undefined;
  }

  /** Waits for all that is under way. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0) await this.#takeFirst();
  }

  /** Forgets what is under way; it is freed as it arrives. */
  drop(): void {
    for (const { values } of this.#waiting) values.catch(() => undefined);
    this.#waiting = [];
  }

  async #takeFirst(): Promise<void> {
    const first = this.#waiting.shift()!;
    this.receive(await first.values, first.about);
  }
}
