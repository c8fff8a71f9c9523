import { GlassboxError } from '@glassbox/core';
import { violation } from '../samplers/tpe/split.js';
import type { StudyView, TrialRecord } from './trial-record.js';

/**
 * The complete trial with the best value, the earliest of several; among those that violate no constraint where there is one.
 *
 * @throws `no-result` where no trial is complete.
 */
export function bestOf({ name, directions, trials }: StudyView): TrialRecord & { readonly value: number } {
  const complete = trials.filter(({ state }) => state === 'complete');
  const feasible = complete.filter((trial) => violation(trial) === 0);
  const sign = directions[0] === 'maximize' ? -1 : 1;
  const candidates = feasible.length > 0 ? feasible : complete;
  const [first, ...others] = candidates;
  if (!first) {
    throw new GlassboxError(
      'no-result',
      `Study '${name}' has no complete trial. Run some, or see why those there failed.`,
    );
  }
  const better = (best: TrialRecord, trial: TrialRecord) =>
    sign * trial.values![0]! < sign * best.values![0]! ? trial : best;
  const best = others.reduce(better, first);
  return { ...best, value: best.values![0]! };
}
