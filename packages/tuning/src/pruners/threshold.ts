import { requireArgument } from '@glassbox/core';
import type { Pruner } from './pruner.js';
import { dueStep, requireWhole, type StepOptions } from './steps.js';

/** Options of {@link threshold}; at least one of the two bounds. */
export interface ThresholdOptions extends StepOptions {
  readonly lower?: number;
  readonly upper?: number;
}

/** Prunes a trial whose report is not a number, or outside of bounds. */
export function threshold(options: ThresholdOptions): Pruner {
  const {
    lower = Number.NEGATIVE_INFINITY,
    upper = Number.POSITIVE_INFINITY,
    warmupSteps = 0,
    intervalSteps = 1,
  } = options;
  requireArgument(
    options.lower !== undefined || options.upper !== undefined,
    'A threshold has a lower or an upper bound.',
  );
  requireArgument(lower <= upper, `The lower bound ${lower} is above the upper bound ${upper}.`);
  requireWhole('warmupSteps', warmupSteps, 0);
  requireWhole('intervalSteps', intervalSteps, 1);
  return {
    name: 'threshold',
    shouldPrune(_, trial) {
      const step = dueStep(trial, { warmupSteps, intervalSteps });
      if (step === undefined) return false;
      const value = trial.intermediateValues.get(step)!;
      return !(value >= lower && value <= upper);
    },
  };
}
