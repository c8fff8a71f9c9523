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
  /** Why the case does not concern this backend; undefined where it does. Left out for a case that concerns every one. */
  skip?(subject: ConformanceSubject): Promise<string | undefined>;
  run(subject: ConformanceSubject): Promise<void>;
}

/** What is tested. */
export interface ConformanceSubject {
  readonly plugin: BackendPlugin;
  /** A backend to switch to and come back from; one of the same name skips the cases that need another. */
  readonly other: BackendPlugin;
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
