import { requireArgument } from '@glassbox/core';
import { dominates } from '../multi-objective/dominance.js';
import { lossesOf, type StudyView, signOf } from './trial-record.js';

/** A rule of one's own, or one that takes more to say than a number, such as `regretBound`. */
export interface StopRule {
  readonly name: string;
  /** @param elapsed seconds since the search began. */
  isReached(study: StudyView, elapsed: number): boolean;
}

/** When a search ends before all its trials were run; running ones are let end, but for {@link StopRules.reports}. */
export interface StopRules {
  /** Trials in a row that ended without a better value than before; with several objectives, without coming onto the Pareto front. */
  readonly noImprovement?: number;
  /** A value that is good enough. */
  readonly target?: number;
  /** Seconds since the search began. */
  readonly seconds?: number;
  /**
   * Reports of all trials together, such as epochs that were trained: a budget that pruned trials hardly use. It is not overrun once a trial is
   * complete: one under way for which nothing is left ends as pruned.
   */
  readonly reports?: number;
  /** Another rule, or several of which one suffices. */
  readonly when?: StopRule | readonly StopRule[];
}

/** Trials since the best, and its value. */
function progressOf(study: StudyView): { readonly since: number; readonly best: number } {
  const sign = signOf(study);
  let [since, best] = [0, Number.POSITIVE_INFINITY];
  for (const { state, values } of study.trials) {
    if (state === 'running' || state === 'waiting') continue;
    const value = state === 'complete' ? sign * values![0]! : Number.POSITIVE_INFINITY;
    if (value < best) [since, best] = [0, value];
    else since++;
  }
  return { since, best };
}

/** Trials since the last that came onto the Pareto front of those before it. */
function sinceFront(study: StudyView): number {
  let since = 0;
  let front: (readonly number[])[] = [];
  for (const { state, values } of study.trials) {
    if (state === 'running' || state === 'waiting') continue;
    const losses = state === 'complete' ? lossesOf(study, values!) : undefined;
    since++;
    if (!losses || front.some((point) => dominates(point, losses) || point.join() === losses.join())) continue;
    front = [...front.filter((point) => !dominates(losses, point)), losses];
    since = 0;
  }
  return since;
}

/**
 * Whether one of the rules has it that the search ends, apart from the budget of reports.
 *
 * @param elapsed seconds since it began.
 */
export function shouldStop(rules: StopRules, study: StudyView, elapsed: number): boolean {
  const { noImprovement = Number.POSITIVE_INFINITY, target, seconds = Number.POSITIVE_INFINITY } = rules;
  if (elapsed >= seconds) return true;
  if ([rules.when ?? []].flat().some((rule) => rule.isReached(study, elapsed))) return true;
  // To go over all trials for each of them takes long where there are many.
  if (rules.noImprovement === undefined && target === undefined) return false;
  if (study.directions.length > 1) return sinceFront(study) >= noImprovement;
  const { since, best } = progressOf(study);
  const isReached = target !== undefined && best <= signOf(study) * target;
  return isReached || since >= noImprovement;
}

/** @throws `bad-argument` for a rule that is none. */
export function checkRules(
  { noImprovement = 1, target, seconds = 0, reports = 1 }: StopRules,
  directions: number,
): void {
  requireArgument(
    Number.isInteger(noImprovement) && noImprovement >= 1,
    `noImprovement is a whole number of at least 1, but ${noImprovement} came.`,
  );
  requireArgument(!Number.isNaN(target ?? 0), 'target is a number, but NaN came.');
  requireArgument(target === undefined || directions === 1, 'A target is for a study with one direction.');
  requireArgument(
    Number.isInteger(reports) && reports >= 1,
    `reports is a whole number of at least 1, but ${reports} came.`,
  );
  requireArgument(seconds >= 0, `seconds is at least 0, but ${seconds} came.`);
}
