import type { Log } from '../processes/interleave.js';
import type { PartResult } from '../report/result.js';

/** How thoroughly to measure. */
export interface BenchContext {
  /** Rounds of each contestant. */
  readonly rounds: number;
  /** Small sizes, to see that everything runs; the numbers mean little. */
  readonly quick: boolean;
  readonly log: Log;
}

/** One part of the bench, which can be run by itself. */
export interface Part {
  readonly id: string;
  /** What it measures, in a few words. */
  readonly does: string;
  run(context: BenchContext): Promise<PartResult>;
}
