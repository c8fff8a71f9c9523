import type { Operation } from './operation.js';

/** Operations from some position of a log on. */
export interface LogSlice {
  readonly operations: readonly Operation[];
  /** Where to read on. */
  readonly next: number;
}

/**
 * Where studies are kept: a log to which any number of workers append.
 *
 * The order of the log is what all agree on. Every worker replays it, and no storage has to know what the operations mean.
 */
export interface Storage {
  readonly name: string;
  /** @param from 0, or `next` of an earlier read. */
  read(from: number): Promise<LogSlice>;
  /**
   * Adds operations after all others, all of them in one piece or none, and gives where to read on after them.
   *
   * What is added may depend on what is there: between what `decide` was told last and what it gave, nothing comes into the log. That is
   * what claims and leases rest on.
   *
   * @param decide is told what came since `from`, and gives the operations to add. A storage without a lock calls it again where another
   * worker was quicker, with what came since the call before.
   */
  update(from: number, decide: (fresh: LogSlice) => readonly Operation[]): Promise<number>;
  /** Lets go of files and connections. */
  close?(): Promise<void>;
}
