import { requireArgument } from '@glassbox/core';
import { wilcoxonGreater } from '../math/wilcoxon.js';
import { bestTrial } from '../study/best.js';
import { signOf, type TrialRecord } from '../study/trial-record.js';
import type { Pruner } from './pruner.js';
import { requireWhole } from './steps.js';

/** Options of {@link wilcoxon}. */
export interface WilcoxonOptions {
  /** Probability below which a trial is held to be worse. Default 0.1. */
  readonly pThreshold?: number;
  /** Reports before which nothing is pruned. Default 2. */
  readonly startupSteps?: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Differences to the best trial at the steps that both have. */
function differencesTo(best: TrialRecord, trial: TrialRecord, sign: number): number[] {
  return [...trial.intermediateValues].flatMap(([step, value]) => {
    const other = best.intermediateValues.get(step);
    return other === undefined ? [] : [sign * (value - other)];
  });
}

/**
 * Prunes a trial that is worse than the best one at the same steps, by Wilcoxon's signed-rank test: for objectives that are means over
 * problems or folds, each a step, in any order.
 */
export function wilcoxon({ pThreshold = 0.1, startupSteps = 2 }: WilcoxonOptions = {}): Pruner {
  requireArgument(pThreshold >= 0 && pThreshold <= 1, `pThreshold lies from 0 to 1, but ${pThreshold} came.`);
  requireWhole('startupSteps', startupSteps, 0);
  return {
    name: 'wilcoxon',
    shouldPrune(study, trial) {
      const sign = signOf(study);
      const best = bestTrial(study);
      if (!best) return false;
      const [own, others] = [[...trial.intermediateValues.values()], [...best.intermediateValues.values()]];
      if (others.length === 0 || ![...own, ...others].every(Number.isFinite)) return false;
      const differences = differencesTo(best, trial, sign);
      if (differences.length < Math.max(2, startupSteps)) return false;
      // A trial whose mean is better than the best one's is not pruned, whatever its ranks.
      return sign * mean(others) < sign * mean(own) && wilcoxonGreater(differences) < pThreshold;
    },
  };
}
