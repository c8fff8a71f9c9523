import { requireArgument } from '@glassbox/core';
import { lastStep, type StudyView, signOf, type TrialRecord } from '../study/trial-record.js';
import type { Pruner } from './pruner.js';
import { firstLength, requireWhole } from './steps.js';

/** Options of {@link asha}. */
export interface SuccessiveHalvingOptions {
  /** Step of the first rung. Default `'auto'`: a hundredth of the first complete trial's steps. */
  readonly minResource?: number | 'auto';
  /** Of so many trials at a rung one goes on; each rung is so many times further than the one before. Default 4. */
  readonly reductionFactor?: number;
  /** Rungs that are left out at the beginning. Default 0. */
  readonly minEarlyStoppingRate?: number;
  /** Trials at a rung up to which none goes on. Default 0. */
  readonly bootstrapCount?: number;
}

const rungKey = (rung: number) => `completed_rung_${rung}`;

/** The rung that a trial is on its way to. */
function currentRung({ systemAttributes }: TrialRecord): number {
  let rung = 0;
  while (rungKey(rung) in systemAttributes) rung++;
  return rung;
}

/** A hundredth of a trial's steps, at least 1. */
function estimatedResource(study: StudyView): number | undefined {
  const length = firstLength(study);
  return length === undefined ? undefined : Math.max(Math.floor(length / 100), 1);
}

/** Whether a value is among the best of a rung: one in `factor`, or the very best where there are fewer. */
function isPromoted(value: number, others: readonly number[], factor: number): boolean {
  const values = [...others, value].sort((a, b) => a - b);
  return value <= values[Math.max(0, Math.floor(values.length / factor) - 1)]!;
}

/** Values that other trials reached a rung with; smaller is better. */
function valuesAt(rung: number, { trials }: StudyView, trial: TrialRecord, sign: number): number[] {
  const key = rungKey(rung);
  return trials
    .filter(({ number, systemAttributes }) => number !== trial.number && key in systemAttributes)
    .map(({ systemAttributes }) => sign * Number(systemAttributes[key]));
}

/**
 * Asynchronous successive halving: at rungs that lie ever further apart, a trial goes on if it is among the best that have come so far.
 *
 * Source: Li, Jamieson, Rostamizadeh and others, "A system for massively parallel hyperparameter tuning", MLSys 2020; as Optuna has it.
 */
export function asha(options: SuccessiveHalvingOptions = {}): Pruner {
  const { minResource = 'auto', reductionFactor = 4, minEarlyStoppingRate = 0, bootstrapCount = 0 } = options;
  if (minResource !== 'auto') requireWhole('minResource', minResource, 1);
  requireWhole('reductionFactor', reductionFactor, 2);
  requireWhole('minEarlyStoppingRate', minEarlyStoppingRate, 0);
  requireWhole('bootstrapCount', bootstrapCount, 0);
  requireArgument(
    bootstrapCount === 0 || minResource !== 'auto',
    'With a bootstrapCount, say minResource as a number.',
  );
  return {
    name: 'asha',
    shouldPrune(study, trial, remember) {
      const step = lastStep(trial);
      const resource = minResource === 'auto' ? estimatedResource(study) : minResource;
      if (step === undefined || resource === undefined) return false;
      const sign = signOf(study);
      const value = sign * trial.intermediateValues.get(step)!;
      for (let rung = currentRung(trial); ; rung++) {
        if (step < resource * reductionFactor ** (minEarlyStoppingRate + rung)) return false;
        if (Number.isNaN(value)) return true;
        const others = valuesAt(rung, study, trial, sign);
        remember(rungKey(rung), sign * value);
        if (others.length + 1 <= bootstrapCount || !isPromoted(value, others, reductionFactor)) return true;
      }
    },
  };
}
