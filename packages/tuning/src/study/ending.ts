import { GlassboxError } from '@glassbox/core';
import type { TrialState } from './trial-record.js';

/** What came of a trial that has no value. */
export interface Ending {
  /** `waiting` gives the trial back: it is run again, with the parameters that it has. */
  readonly state: Extract<TrialState, 'pruned' | 'failed' | 'waiting'>;
  /** Why it failed, or was given back. */
  readonly reason?: string;
  /** Whether it is given back because its worker has died; a trial that too many have died of fails. False where an executor gives it back that cannot go on. */
  readonly lost?: boolean;
}

/** The value of an objective, or values where there are several. */
export type Outcome = number | readonly number[];

/** What an error that an objective threw means. */
export function endingOf(error: unknown): Ending {
  if (error instanceof GlassboxError && error.code === 'trial-pruned') return { state: 'pruned' };
  const reason = error instanceof Error ? error.message : String(error);
  if (isAbort(error)) return { state: 'waiting', reason };
  return { state: 'failed', reason };
}

/** Of ours, and of what takes a signal as the platform does. */
const isAbort = (error: unknown): boolean =>
  error instanceof GlassboxError ? error.code === 'aborted' : error instanceof Error && error.name === 'AbortError';
