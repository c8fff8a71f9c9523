import {
  noResult,
  type ObjectiveInfo,
  type ObjectiveOptions,
  objectiveOf,
  objectiveValue,
  signOf,
} from './objective.js';
import { isFeasible, outcomeOf, type TrialOutcome } from './outcome.js';
import { type AxisInfo, valueAxis } from './param-axis.js';
import type { StudyData, TrialData } from './study-data.js';
import { thin } from './thin.js';

/** A trial with its value; null for one that has none, such as a failed one. */
export interface HistoryPoint {
  readonly number: number;
  readonly value: number | null;
  readonly outcome: TrialOutcome;
}

/** The numbers of an optimization history. */
export interface OptimizationHistoryInfo {
  readonly objective: ObjectiveInfo;
  /** Ended trials by number, where there are many every k-th of them and each that was better than all before. */
  readonly points: readonly HistoryPoint[];
  /** The trials that were better than all feasible ones before. */
  readonly best: readonly { readonly number: number; readonly value: number }[];
  readonly axis: AxisInfo;
  /** Trials that have ended. */
  readonly total: number;
  readonly lastNumber: number;
}

const mostPoints = 2000;

/** Gathers the values of the trials in their order, and the best so far. No trial with a finite value throws `no-result`. */
export function optimizationHistoryInfo(study: StudyData, options: ObjectiveOptions = {}): OptimizationHistoryInfo {
  const objective = objectiveOf(study, options);
  const ended = study.trials.filter(({ state }) => state !== 'running' && state !== 'waiting');
  const best = improvements(ended, objective);
  const stays = new Set(best.map(({ number }) => number));
  const all = ended.map((trial) => ({
    number: trial.number,
    value: objectiveValue(trial, objective),
    outcome: outcomeOf(trial),
  }));
  const points = thin(all, mostPoints, ({ number }) => stays.has(number));
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) throw noResult(study.name);
  const axis = valueAxis(objective.name, values);
  return { objective, points, best, axis, total: ended.length, lastNumber: ended.at(-1)!.number };
}

function improvements(trials: readonly TrialData[], objective: ObjectiveInfo) {
  const better: { number: number; value: number }[] = [];
  const sign = signOf(objective);
  for (const trial of trials) {
    if (trial.state !== 'complete' || !isFeasible(trial)) continue;
    const value = objectiveValue(trial, objective);
    const last = better.at(-1);
    if (value !== null && (!last || sign * value < sign * last.value)) better.push({ number: trial.number, value });
  }
  return better;
}
