import { requireArgument } from '@glassbox/core';
import type { Pruner } from './pruner.js';
import { dueStep, requireWhole, type StepOptions } from './steps.js';

/** Options of {@link threshold}; at least one of the two bounds. Where there are several objectives, one for each, or one for all. */
export interface ThresholdOptions extends StepOptions {
  readonly lower?: number | readonly number[];
  readonly upper?: number | readonly number[];
}

const boundAt = (bound: number | readonly number[], objective: number) =>
  typeof bound === 'number' ? bound : bound[objective];

/** Prunes a trial whose report is not a number, or outside of bounds; of several objectives, one suffices. */
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
  for (const [i, bound] of [lower].flat().entries()) {
    requireArgument(
      bound <= (boundAt(upper, i) ?? bound),
      `The lower bound ${lower} is above the upper bound ${upper}.`,
    );
  }
  requireWhole('warmupSteps', warmupSteps, 0);
  requireWhole('intervalSteps', intervalSteps, 1);
  return {
    name: 'threshold',
    takesVectors: true,
    shouldPrune({ directions }, trial) {
      const step = dueStep(trial, { warmupSteps, intervalSteps });
      if (step === undefined) return false;
      for (const bound of [lower, upper]) {
        requireArgument(
          typeof bound === 'number' || bound.length === directions.length,
          `A threshold has a bound for each of ${directions.length} directions, but [${bound}] came.`,
        );
      }
      const values = trial.intermediateVectors.get(step) ?? [trial.intermediateValues.get(step)!];
      return !values.every((value, i) => value >= boundAt(lower, i)! && value <= boundAt(upper, i)!);
    },
  };
}
