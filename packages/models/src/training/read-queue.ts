import { activeBackend } from '@glassbox/backends';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readAll } from './read-tensors.js';

/** Bytes of results that may wait on the device before they are read. */
const MOST_BYTES = 2 ** 24;

/** Transfers under way at once; beyond it the host waits, so that it does not run ahead of the device without end. */
const MOST_TRANSFERS = 2;

export interface ReadQueueOptions {
  /** Milliseconds from one transfer to the next. */
  readonly every: number;
  /** A clock in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

interface Results<T> {
  readonly tensors: readonly Tensor[];
  readonly about: T;
}

/**
 * Brings results of steps to the host in order: at once where the backend reads without waiting. Else they stay on the device and are
 * read together, by the clock and not by the step, so that no step has a transfer of its own and the device never idles for one.
 */
export class ReadQueue<T> {
  readonly #every: number;
  readonly #now: () => number;
  #lastTransfer: number;
  #gathered: Results<T>[] = [];
  #bytes = 0;
  #transfers: { values: Promise<Float32Array[]>; results: readonly Results<T>[] }[] = [];

  constructor(
    readonly receive: (values: Float32Array[], about: T) => void,
    { every, now = () => performance.now() }: ReadQueueOptions,
  ) {
    this.#every = every;
    this.#now = now;
    this.#lastTransfer = now();
  }

  /** Takes over the tensors; gives a promise where there is something to wait for. */
  push(tensors: readonly Tensor[], about: T): Promise<void> | undefined {
    if (activeBackend()?.syncReads) {
      this.receive(readAll(tensors) as Float32Array[], about);
      return undefined;
    }
    this.#gathered.push({ tensors, about });
    for (const { size } of tensors) this.#bytes += 4 * size;
    if (this.#bytes < MOST_BYTES && this.#now() - this.#lastTransfer < this.#every) return undefined;
    this.#transfer();
    return this.#transfers.length > MOST_TRANSFERS ? this.#takeFirst() : undefined;
  }

  /** Reads what has gathered and waits for all that is under way. */
  async flush(): Promise<void> {
    this.#transfer();
    while (this.#transfers.length > 0) await this.#takeFirst();
  }

  /** Forgets what has gathered, and what is under way: that is freed as it arrives. */
  drop(): void {
    for (const { tensors } of this.#gathered) for (const tensor of tensors) tensor.dispose();
    for (const { values } of this.#transfers) values.catch(() => undefined);
    this.#gathered = [];
    this.#bytes = 0;
    this.#transfers = [];
  }

  #transfer(): void {
    this.#lastTransfer = this.#now();
    if (this.#gathered.length === 0) return;
    const results = this.#gathered;
    this.#gathered = [];
    this.#bytes = 0;
    const values = Promise.resolve(readAll(results.flatMap(({ tensors }) => tensors)));
    this.#transfers.push({ values, results });
  }

  async #takeFirst(): Promise<void> {
    const { values, results } = this.#transfers.shift()!;
    const read = await values;
    let position = 0;
    for (const { tensors, about } of results) {
      this.receive(read.slice(position, position + tensors.length), about);
      position += tensors.length;
    }
  }
}
