import { GlassboxError } from '@glassbox/core';
import { paretoFront } from '../multi-objective/dominance.js';
import { lossesOf, type StudyView, signOf, type TrialRecord, violation } from './trial-record.js';

/** The complete trial with the best value, the earliest of several; among those that violate no constraint where there is one. */
export function bestTrial(study: StudyView): TrialRecord | undefined {
  const complete = study.trials.filter(({ state }) => state === 'complete');
  const feasible = complete.filter((trial) => violation(trial) === 0);
  const lossOf = (trial: TrialRecord) => signOf(study) * trial.values![0]!;
  const [first, ...others] = feasible.length > 0 ? feasible : complete;
  return first && others.reduce((best, trial) => (lossOf(trial) < lossOf(best) ? trial : best), first);
}

/** The complete trials that no other dominates, by number; among those that violate no constraint where there are any. */
export function bestTrials(study: StudyView): readonly TrialRecord[] {
  const complete = study.trials.filter(({ state }) => state === 'complete');
  const feasible = complete.filter((trial) => violation(trial) === 0);
  const trials = feasible.length > 0 ? feasible : complete;
  return paretoFront(trials.map((trial) => lossesOf(study, trial.values!))).map((i) => trials[i]!);
}

/**
 * {@link bestTrial} with its value.
 *
 * @throws `no-result` where no trial is complete.
 */
export function bestOf(study: StudyView): TrialRecord & { readonly value: number } {
  const best = bestTrial(study);
  if (best) return { ...best, value: best.values![0]! };
  throw new GlassboxError(
    'no-result',
    `Study '${study.name}' has no complete trial. Run some, or see why those there failed.`,
  );
}
