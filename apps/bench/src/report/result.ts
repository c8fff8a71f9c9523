import type { Series } from '../statistics/series.js';
import type { Machine } from './machine.js';
import type { Row } from './row.js';

/** A table of its own below the targets, with a title. */
export interface Detail {
  readonly title: string;
  readonly text: string;
  /** Cells, the heading first. */
  readonly rows: readonly (readonly string[])[];
}

/** What one part of the bench found. */
export interface PartResult {
  readonly rows: readonly Row[];
  readonly versions: Readonly<Record<string, string>>;
  readonly details?: readonly Detail[];
  readonly series?: readonly Series[];
}

/** What a whole run found. */
export interface BenchResult extends PartResult {
  readonly machine: Machine;
  readonly date: string;
  readonly rounds: number;
}

/** Puts the parts of a run together. */
export function merge(parts: readonly PartResult[]): Required<PartResult> {
  return {
    rows: parts.flatMap(({ rows }) => rows),
    versions: Object.assign({}, ...parts.map(({ versions }) => versions)),
    details: parts.flatMap(({ details = [] }) => details),
    series: parts.flatMap(({ series = [] }) => series),
  };
}
