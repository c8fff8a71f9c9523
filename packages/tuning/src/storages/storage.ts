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
 * The order of the log is what all agree on. Every worker replays it, so whether a claim has won is seen by reading it back, and no storage
 * has to know what the operations mean.
 */
export interface Storage {
  readonly name: string;
  /** Adds operations after all others: all of them in one piece, or none. */
  append(operations: readonly Operation[]): Promise<void>;
  /** @param from 0, or `next` of an earlier read. */
  read(from: number): Promise<LogSlice>;
  /** Lets go of files and connections. */
  close?(): Promise<void>;
}
