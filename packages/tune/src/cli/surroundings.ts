import type { SignalSource } from './interrupts.js';

/** A stream for words: standard error. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** What a command has around it: where it writes, and what it hears. */
export interface Surroundings {
  /** Writes to standard output. */
  out(text: string): void;
  readonly stderr: TextStream;
  readonly signals: SignalSource;
  /** Milliseconds since 1970. */
  now(): number;
  /** Leaves at once. */
  exit(status: number): void;
}
