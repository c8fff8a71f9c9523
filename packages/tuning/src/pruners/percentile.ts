import { requireArgument } from '@glassbox/core';
import { type StudyView, signOf } from '../study/trial-record.js';
import type { Pruner } from './pruner.js';
import { dueStep, requireWhole, type StepOptions, smallest } from './steps.js';

/** Options of {@link percentile} and {@link median}. */
export interface PercentileOptions extends StepOptions {
  /** Complete trials before which nothing is pruned. Default 5. */
  readonly startupTrials?: number;
  /** Complete trials with a report at the step, below which nothing is pruned there. Default 1. */
  readonly minTrials?: number;
}

/** The percentile of sorted numbers, between two of them in a straight line. */
function percentileOf(sorted: readonly number[], percent: number): number {
  const place = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (place - below) * (high - low);
}

/** Reports of complete trials at a step, smallest first, NaN left out; negated where large values are good. */
function reportsAt(
  { trials }: StudyView,
  step: number,
  sign: number,
): { readonly sorted: number[]; readonly count: number } {
  const reports: number[] = [];
  for (const { state, intermediateValues } of trials) {
    const value = state === 'complete' ? intermediateValues.get(step) : undefined;
    if (value !== undefined) reports.push(sign * value);
  }
  return { sorted: reports.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b), count: reports.length };
}

/**
 * Prunes a trial whose best report so far is worse than a percentile of what complete trials reported at the same step.
 *
 * @param percent share of trials that go on, in percent: 25 keeps the better quarter.
 */
export function percentile(percent: number, options: PercentileOptions = {}): Pruner {
  const { startupTrials = 5, minTrials = 1, warmupSteps = 0, intervalSteps = 1 } = options;
  requireArgument(percent >= 0 && percent <= 100, `A percentile lies from 0 to 100, but ${percent} came.`);
  requireWhole('startupTrials', startupTrials, 0);
  requireWhole('minTrials', minTrials, 1);
  requireWhole('warmupSteps', warmupSteps, 0);
  requireWhole('intervalSteps', intervalSteps, 1);
  return {
    name: 'percentile',
    shouldPrune(study, trial) {
      const complete = study.trials.filter(({ state }) => state === 'complete').length;
      const step = dueStep(trial, { warmupSteps, intervalSteps });
      if (complete === 0 || complete < startupTrials || step === undefined) return false;
      const sign = signOf(study);
      const best = smallest([...trial.intermediateValues.values()].map((value) => sign * value));
      if (Number.isNaN(best)) return true;
      const { sorted, count } = reportsAt(study, step, sign);
      return count >= minTrials && sorted.length > 0 && best > percentileOf(sorted, percent);
    },
  };
}

/** Prunes a trial whose best report so far is worse than the median of complete trials at the same step. */
export const median = (options: PercentileOptions = {}): Pruner => ({ ...percentile(50, options), name: 'median' });
