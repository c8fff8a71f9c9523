import { summarize } from '../statistics/summary.js';

/** What a row must reach: `at least 9×`, `at most 400 MB`. */
export interface Target {
  readonly bound: 'at least' | 'at most';
  readonly value: number;
  /** `×`: times as fast as the other; `%`, ` MB`, ` ms`, ` calls`. */
  readonly unit: string;
}

/** One line of the table. */
export interface Row {
  readonly work: string;
  readonly against: string;
  readonly target: Target;
  /** One number a round, in the target's unit; none where the row was skipped. */
  readonly samples: readonly number[];
  /** The figures behind the numbers, for people: `1.2 s beside 14 s`. */
  readonly figures?: string;
  /** Why nothing was measured. */
  readonly skipped?: string;
}

/** Whether the median keeps the target; undefined where nothing was measured. */
export function isMet({ target, samples }: Row): boolean | undefined {
  if (samples.length === 0) return undefined;
  const { median } = summarize(samples);
  return target.bound === 'at least' ? median >= target.value : median <= target.value;
}

/** A row that could not be measured. */
export const skippedRow = (row: Omit<Row, 'samples'>, skipped: string): Row => ({ ...row, samples: [], skipped });
