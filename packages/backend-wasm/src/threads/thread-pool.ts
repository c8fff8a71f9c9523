import { isNode } from '@glassbox/backends';
import { GlassboxError } from '@glassbox/core';
import {
  BOARD_BYTES,
  CALLS,
  DONE,
  FAILED,
  GENERATION,
  KERNEL,
  NUMBERS_AT,
  SLEEPERS,
  TICKET,
  TICKET_BITS,
  WIDTH,
} from './job-board.js';
import { launchInBrowser, launchInNode } from './launch.js';

/** What runs calls of kernels at the same time. */
export interface Threads {
  /** How many calls run at once. */
  readonly count: number;
  /** Runs one kernel on each list of arguments, in any order, and returns when all have ended. */
  run(kernel: string, calls: readonly (readonly number[])[]): void;
}

type Kernel = (...numbers: number[]) => void;

/** The calling thread and workers beside it, on one shared memory. */
class ThreadPool implements Threads {
  readonly board = new SharedArrayBuffer(BOARD_BYTES);
  readonly #words = new Int32Array(this.board, 0, NUMBERS_AT / 4);
  readonly #numbers = new Float64Array(this.board, NUMBERS_AT);
  readonly #places: ReadonlyMap<string, number>;
  readonly #kernels: readonly Kernel[];

  constructor(
    exports: WebAssembly.Exports,
    readonly count: number,
  ) {
    this.#places = new Map(Object.keys(exports).map((name, place) => [name, place]));
    this.#kernels = Object.values(exports) as Kernel[];
  }

  run(kernel: string, calls: readonly (readonly number[])[]): void {
    const place = this.#places.get(kernel)!;
    this.#announce(place, calls);
    const cause = this.#takeCalls(this.#kernels[place]!, calls);
    // The caller cannot sleep, being a page's own thread, and has worked until now: what is left are calls that others have begun.
    while (Atomics.load(this.#words, DONE) < calls.length);
    if (this.#words[FAILED] === 0) return;
    throw new GlassboxError(
      'kernel-failed',
      `The kernel ${kernel} failed. Please report it, with the sizes of the layer.`,
      { cause },
    );
  }

  /** Writes a job on the board, its ticket last, and wakes who sleeps. */
  #announce(place: number, calls: readonly (readonly number[])[]): void {
    const words = this.#words;
    const width = calls[0]!.length;
    calls.forEach((numbers, i) => {
      this.#numbers.set(numbers, i * width);
    });
    words[KERNEL] = place;
    words[CALLS] = calls.length;
    words[WIDTH] = width;
    words[DONE] = 0;
    words[FAILED] = 0;
    const generation = words[GENERATION]! + 1;
    Atomics.store(words, TICKET, generation << TICKET_BITS);
    Atomics.store(words, GENERATION, generation);
    if (Atomics.load(words, SLEEPERS) > 0) Atomics.notify(words, GENERATION);
  }

  /** Runs calls until none is left; gives what the last failure threw. */
  #takeCalls(kernel: Kernel, calls: readonly (readonly number[])[]): unknown {
    const words = this.#words;
    let failure: unknown;
    for (;;) {
      const call = Atomics.add(words, TICKET, 1) & (2 ** TICKET_BITS - 1);
      if (call >= calls.length) return failure;
      try {
        kernel(...calls[call]!);
      } catch (error) {
        failure = error;
        Atomics.add(words, FAILED, 1);
      }
      Atomics.add(words, DONE, 1);
    }
  }
}

/**
 * Starts workers for `count` threads in all, at least 2.
 *
 * @throws where the platform lends no worker, as a page does whose policy forbids workers from text.
 */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
  count: number,
): Promise<Threads> {
  const pool = new ThreadPool(exports, count);
  const launch = isNode() ? launchInNode : launchInBrowser;
  const given = { module, memory, board: pool.board };
  const answers = await Promise.all(Array.from({ length: count - 1 }, () => launch(given)));
  const failure = answers.find((answer) => answer !== 'ready');
  if (failure !== undefined) throw new Error(String(failure));
  return pool;
}
