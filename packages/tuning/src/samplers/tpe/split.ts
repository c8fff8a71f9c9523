import { lastStep, type StudyView, signOf, type TrialRecord, violation } from '../../study/trial-record.js';

/** Trials in two halves, each in order of their numbers. */
export interface Split {
  readonly below: readonly TrialRecord[];
  readonly above: readonly TrialRecord[];
}

/** What trials are ranked by, the smallest first; of equal ones the earlier is the better. */
interface Rank {
  readonly trial: TrialRecord;
  /** Complete, pruned, or against a constraint. */
  readonly kind: number;
  readonly first: number;
  readonly second: number;
}

function rankOf(trial: TrialRecord, sign: number): Rank {
  const amount = violation(trial);
  if (amount > 0) return { trial, kind: 2, first: amount, second: 0 };
  if (trial.state === 'complete') return { trial, kind: 0, first: sign * trial.values![0]!, second: 0 };
  // The later it was pruned the better, then its last report.
  const step = lastStep(trial);
  if (step === undefined) return { trial, kind: 1, first: 1, second: 0 };
  const value = sign * trial.intermediateValues.get(step)!;
  return { trial, kind: 1, first: -step, second: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
}

const isBefore = (a: Rank, b: Rank) =>
  a.kind !== b.kind ? a.kind < b.kind : a.first !== b.first ? a.first < b.first : a.second < b.second;

/** The first `count` of ranks, without putting the others in order. */
function firstOf(trials: readonly TrialRecord[], count: number, sign: number): Rank[] {
  const best: Rank[] = [];
  for (const trial of trials) {
    if (trial.state === 'running') continue;
    const rank = rankOf(trial, sign);
    if (best.length === count && !(count > 0 && isBefore(rank, best[count - 1]!))) continue;
    let place = best.length;
    while (place > 0 && isBefore(rank, best[place - 1]!)) place--;
    best.splice(place, 0, rank);
    if (best.length > count) best.pop();
  }
  return best;
}

/**
 * The best `count` trials and the others: complete ones by value, after them pruned ones, then those that violate a constraint. Running
 * ones are among the others, so that several workers do not all go to the same place.
 */
export function splitTrials(study: StudyView, trials: readonly TrialRecord[], count: number): Split {
  const best = new Set(firstOf(trials, count, signOf(study)).map(({ trial }) => trial));
  return { below: trials.filter((trial) => best.has(trial)), above: trials.filter((trial) => !best.has(trial)) };
}
