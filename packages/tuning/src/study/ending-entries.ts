import type { Entry } from '../storages/operation.js';
import type { Ending, Outcome } from './ending.js';
import type { Trial } from './trial.js';
import { type Json, lastStep, type TrialState } from './trial-record.js';

const end = (trial: number, state: TrialState, values?: readonly number[]): Entry => ({
  op: 'set-state',
  trial,
  state,
  ...(values && { values }),
});

/** Ends a trial as failed, and says why. */
export const failure = (trial: number, reason: Json): readonly Entry[] => [
  { op: 'set-attribute', trial, owner: 'system', key: 'fail_reason', value: reason },
  end(trial, 'failed'),
];

/** Why an outcome is none for so many objectives; undefined where it is one. */
function fault(outcome: unknown, count: number): string | undefined {
  const values = Array.isArray(outcome) ? (outcome as readonly unknown[]) : [outcome];
  if (!values.every((value) => typeof value === 'number')) {
    return `The objective gave ${JSON.stringify(outcome)}, which is not a number${count > 1 ? ' for each direction' : ''}.`;
  }
  if (values.length !== count)
    return `The objective gave ${values.length} values, but the study has ${count} directions.`;
  return values.some(Number.isNaN) ? 'The objective gave NaN, which cannot be compared.' : undefined;
}

const isEnding = (outcome: unknown): outcome is Ending =>
  typeof outcome === 'object' && ['pruned', 'failed', 'waiting'].includes((outcome as Ending | null)?.state ?? '');

/**
 * What is written when a trial of a study with so many directions has ended.
 *
 * @param giveBack what is written when a trial is given back.
 */
export function endingEntries(
  trial: Trial,
  outcome: Outcome | Ending,
  directions: number,
  giveBack: (lost: boolean, reason: string) => readonly Entry[],
): readonly Entry[] {
  if (!isEnding(outcome)) {
    const reason = fault(outcome, directions);
    return reason === undefined ? [end(trial.id, 'complete', [outcome].flat())] : failure(trial.id, reason);
  }
  const { state, reason = 'No reason was given.', lost = false } = outcome;
  if (state === 'waiting') return giveBack(lost, reason);
  if (state === 'failed') return failure(trial.id, reason);
  const values = lastReport(trial);
  return [values.length === 0 || values.some(Number.isNaN) ? end(trial.id, 'pruned') : end(trial.id, 'pruned', values)];
}

/** What a trial reported last; empty where it reported nothing. */
function lastReport(trial: Trial): readonly number[] {
  const record = trial.snapshot();
  const step = lastStep(record);
  if (step === undefined) return [];
  return record.intermediateVectors.get(step) ?? [record.intermediateValues.get(step)!];
}
