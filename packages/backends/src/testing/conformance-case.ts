import type { BackendPlugin } from '../plugin.js';

/** What a case is about. */
export type ConformanceGroup =
  | 'contract'
  | 'value'
  | 'gradient'
  | 'training'
  | 'memory'
  | 'repeatability'
  | 'switching';

/** One thing that every backend must do. It runs while the backend is in use, and throws where the backend fails. */
export interface ConformanceCase {
  readonly group: ConformanceGroup;
  readonly name: string;
  run(subject: ConformanceSubject): Promise<void>;
}

/** What is tested. */
export interface ConformanceSubject {
  readonly plugin: BackendPlugin;
  /** A backend to switch to and come back from; undefined skips the cases that need one. */
  readonly other: BackendPlugin | undefined;
}

/** What came of a case. */
export interface ConformanceRow {
  readonly backend: string;
  readonly group: ConformanceGroup;
  readonly test: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reason?: string;
}

/** What came of a whole suite. */
export interface ConformanceReport {
  readonly backend: string;
  /** What computed; undefined where the backend could not run. */
  readonly device: string | undefined;
  readonly rows: readonly ConformanceRow[];
}
