import { GlassboxError, requireArgument } from '@glassbox/core';
import { isFeasible } from './outcome.js';
import type { StudyData, TrialData } from './study-data.js';

/** Which objective of a study a chart shows. */
export interface ObjectiveOptions {
  /** Its place among the study's directions. Default 0. */
  readonly objective?: number | undefined;
  /** What its values are. Default `value`, and `value 0`, `value 1` where there are several. */
  readonly objectiveName?: string | undefined;
}

/** One objective of a study. */
export interface ObjectiveInfo {
  readonly index: number;
  readonly name: string;
  readonly direction: 'minimize' | 'maximize';
}

/** A complete trial with a finite value of an objective. */
export interface ScoredTrial {
  readonly trial: TrialData;
  readonly value: number;
  /** 0 for the worst value of all that are compared, 1 for the best; equal values share the middle of their places. */
  readonly rank: number;
  readonly isFeasible: boolean;
}

/** Reads which objective is meant; one that the study does not have throws `bad-argument`. */
export function objectiveOf(
  { directions }: StudyData,
  { objective = 0, objectiveName }: ObjectiveOptions,
): ObjectiveInfo {
  const direction = directions[objective];
  requireArgument(
    direction !== undefined,
    `The study has the objectives 0 to ${directions.length - 1}, but ${objective} was asked for.`,
    { objective, directions },
  );
  return {
    index: objective,
    name: objectiveName ?? (directions.length > 1 ? `value ${objective}` : 'value'),
    direction,
  };
}

/** A trial's value of an objective, null where it has no finite one. */
export function objectiveValue({ values }: TrialData, { index }: ObjectiveInfo): number | null {
  const value = values?.[index];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** 1 where small values are good, -1 where large ones are: times it, small is always good. */
export const signOf = ({ direction }: Pick<ObjectiveInfo, 'direction'>) => (direction === 'maximize' ? -1 : 1);

/** The complete trials with a finite value, by number. None throws `no-result`. */
export function scoredTrials(study: StudyData, objective: ObjectiveInfo): ScoredTrial[] {
  const complete = study.trials.flatMap((trial) => {
    const value = trial.state === 'complete' ? objectiveValue(trial, objective) : null;
    return value === null ? [] : [{ trial, value }];
  });
  if (complete.length === 0) throw noResult(study.name);
  const ranks = rankShares(complete.map(({ value }) => signOf(objective) * value));
  return complete.map((each, i) => ({ ...each, rank: ranks[i]!, isFeasible: isFeasible(each.trial) }));
}

/** The best of scored trials, the earliest of several; of the feasible ones where there is any. */
export function bestScored(scored: readonly ScoredTrial[]): ScoredTrial {
  const feasible = scored.filter((each) => each.isFeasible);
  return (feasible.length > 0 ? feasible : scored).reduce((best, each) => (each.rank > best.rank ? each : best));
}

export function noResult(name: string): GlassboxError {
  const message = `Study '${name}' has no complete trial with a finite value yet. Draw it after one has ended.`;
  return new GlassboxError('no-result', message, { details: { study: name } });
}

/** For each loss the share of the others that it beats, ties counted half; 1 where it stands alone. */
function rankShares(losses: readonly number[]): number[] {
  if (losses.length === 1) return [1];
  const order = losses.map((_, i) => i).sort((a, b) => losses[b]! - losses[a]!);
  const ranks = new Array<number>(losses.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && losses[order[to + 1]!] === losses[order[from]!]) to++;
    for (let i = from; i <= to; i++) ranks[order[i]!] = (from + to) / 2 / (order.length - 1);
    from = to + 1;
  }
  return ranks;
}
