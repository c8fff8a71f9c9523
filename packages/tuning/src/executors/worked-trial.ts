import type { TrialState } from '../study/trial-record.js';
import type { JobResult } from './bullmq-messages.js';
import { numbersOf } from './task.js';

/** How a trial ended that a worker of a queue has run, as far as the worker knows. */
export interface WorkedTrial {
  /** Its number in its study; a queue may carry the trials of several. */
  readonly number: number;
  /** `waiting` where it is to be run again: it was given back, or its process died. */
  readonly state: Exclude<TrialState, 'running'>;
  readonly values: readonly number[] | undefined;
  /** Why it failed, or its process ended. */
  readonly reason: string | undefined;
  readonly seconds: number;
}

/** What a worker's user is told of a trial, from what its coordinator is told. */
export function workedTrial(number: number, { outcome, lost, again }: JobResult, seconds: number): WorkedTrial {
  const told = { number, values: undefined, reason: lost ?? outcome?.reason, seconds };
  if (again || lost !== undefined) return { ...told, state: 'waiting' };
  if (outcome?.value === undefined) return { ...told, state: outcome?.pruned ? 'pruned' : 'failed' };
  const values = [numbersOf(outcome.value)].flat();
  if (values.some(Number.isNaN)) return { ...told, state: 'failed', reason: 'The objective gave NaN.' };
  return { ...told, state: 'complete', values };
}
