import { lastStep, type StudyView, type TrialRecord } from '../../study/trial-record.js';

/** Trials in two halves, each in order of their numbers. */
export interface Split {
  readonly below: readonly TrialRecord[];
  readonly above: readonly TrialRecord[];
}

/** By how much a trial violates its constraints in all; 0 where it is feasible. */
export const violation = ({ constraints }: TrialRecord): number =>
  Object.values(constraints).reduce((sum, amount) => sum + Math.max(0, amount), 0);

/** What a pruned trial is ranked by: the later it was pruned the better, then its last report. */
function prunedRank(trial: TrialRecord, sign: number): readonly [number, number] {
  const step = lastStep(trial);
  if (step === undefined) return [1, 0];
  const value = sign * trial.intermediateValues.get(step)!;
  return [-step, Number.isNaN(value) ? Number.POSITIVE_INFINITY : value];
}

/**
 * The best `count` trials and the others: complete ones by value, after them pruned ones, then those that violate a constraint. Running
 * ones are among the others, so that several workers do not all go to the same place.
 *
 * Sorting is stable, so of equal trials the earlier is the better.
 */
export function splitTrials({ directions }: StudyView, trials: readonly TrialRecord[], count: number): Split {
  const sign = directions[0] === 'maximize' ? -1 : 1;
  const ended = trials.filter(({ state }) => state !== 'running');
  const feasible = ended.filter((trial) => violation(trial) === 0);
  const complete = feasible.filter(({ state }) => state === 'complete');
  const pruned = feasible
    .filter(({ state }) => state === 'pruned')
    .map((trial) => ({ trial, rank: prunedRank(trial, sign) }));
  const infeasible = ended.filter((trial) => violation(trial) > 0);
  const ranked = [
    ...complete.toSorted((a, b) => sign * (a.values![0]! - b.values![0]!)),
    ...pruned.toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]).map(({ trial }) => trial),
    ...infeasible.toSorted((a, b) => violation(a) - violation(b)),
  ];
  const best = new Set(ranked.slice(0, count));
  return { below: trials.filter((trial) => best.has(trial)), above: trials.filter((trial) => !best.has(trial)) };
}
