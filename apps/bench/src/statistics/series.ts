/** One thing that was measured over a range of sizes. */
export interface Series {
  /** What grows: `batch size`, `width`, `depth`, `rows`. */
  readonly over: string;
  /** What was timed: `training step`, `predict`, ... */
  readonly what: string;
  /** `[size, milliseconds]`. */
  readonly points: readonly (readonly [size: number, milliseconds: number])[];
}
