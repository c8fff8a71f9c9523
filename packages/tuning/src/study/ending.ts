import { GlassboxError } from '@glassbox/core';
import type { TrialState } from './trial-record.js';

/** What came of a trial that has no value. */
export interface Ending {
  readonly state: Extract<TrialState, 'pruned' | 'failed'>;
  /** Why it failed. */
  readonly reason?: string;
}

/** What an error that an objective threw means. */
export function endingOf(error: unknown): Ending {
  if (error instanceof GlassboxError && error.code === 'trial-pruned') return { state: 'pruned' };
  return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
