import { requireArgument } from '@glassbox/core';
import { lastStep, lossesOf, type StudyView, type TrialRecord } from '../study/trial-record.js';

/** When a pruner decides. */
export interface StepOptions {
  /** Steps before which nothing is pruned. Default 0. */
  readonly warmupSteps?: number;
  /** Steps between two decisions, from the warm-up on. Default 1. */
  readonly intervalSteps?: number;
}

/** Checks that an option is a whole number of at least `least`. */
export function requireWhole(name: string, value: number, least: number): void {
  requireArgument(
    Number.isInteger(value) && value >= least,
    `${name} is a whole number of at least ${least}, but ${value} came.`,
  );
}

/** The step that a decision is due at: the last, if it is the first report in its interval. */
export function dueStep(trial: TrialRecord, { warmupSteps = 0, intervalSteps = 1 }: StepOptions): number | undefined {
  const step = lastStep(trial);
  if (step === undefined || step < warmupSteps) return undefined;
  const begin = Math.floor((step - warmupSteps) / intervalSteps) * intervalSteps + warmupSteps;
  let before = -1;
  for (const other of trial.intermediateValues.keys()) if (other !== step && other > before) before = other;
  return before < begin ? step : undefined;
}

/** Reports in order of their steps, one value for each direction, with the sign with which small ones are good. */
export const orderedLosses = (study: StudyView, { intermediateValues, intermediateVectors }: TrialRecord): number[][] =>
  [...intermediateValues]
    .sort(([a], [b]) => a - b)
    .map(([step, value]) => lossesOf(study, intermediateVectors.get(step) ?? [value]));

/** The smallest number, leaving out NaN; NaN where there is no other. */
export const smallest = (values: readonly number[]): number =>
  values.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least), Number.NaN);

/** The last step of the first complete trial, which stays the same when the study goes on; undefined where none has reported. */
export function firstLength({ trials }: StudyView): number | undefined {
  const first = trials.find(({ state, intermediateValues }) => state === 'complete' && intermediateValues.size > 0);
  return first && lastStep(first);
}
