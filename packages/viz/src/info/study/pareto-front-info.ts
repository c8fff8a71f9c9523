import { requireArgument } from '@glassbox/core';
import { noResult, type ObjectiveInfo, objectiveOf, signOf } from './objective.js';
import { outcomeOf, type TrialOutcome } from './outcome.js';
import { type AxisInfo, valueAxis } from './param-axis.js';
import { frontNumbers } from './pareto-front.js';
import type { StudyData } from './study-data.js';
import { thin } from './thin.js';

/** What `paretoFrontPlot` takes beside the study. */
export interface ParetoFrontOptions {
  /** What the values of each objective are. Default `value 0`, `value 1`, ... */
  readonly objectiveNames?: readonly string[] | undefined;
  readonly title?: string | undefined;
}

/** A complete trial by its values. */
export interface ParetoPoint {
  readonly number: number;
  readonly values: readonly number[];
  readonly outcome: TrialOutcome;
  readonly isOnFront: boolean;
}

/** The numbers of a Pareto front. */
export interface ParetoFrontInfo {
  readonly objectives: readonly ObjectiveInfo[];
  readonly axes: readonly AxisInfo[];
  /** Each pair of objectives, by their places. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Those on the front first; of more than 600 of a kind every k-th. */
  readonly points: readonly ParetoPoint[];
  /** The feasible trials that no other feasible one dominates, by number. */
  readonly front: readonly number[];
  readonly total: number;
}

/** Of those on the front, and of the others. */
const mostPoints = 600;
const mostObjectives = 4;

/**
 * Finds the trials that no other dominates; where any is feasible, only feasible ones count.
 *
 * A study with one objective, or with more than four, throws `bad-argument`; one without a complete trial throws `no-result`.
 */
export function paretoFrontInfo(study: StudyData, { objectiveNames = [] }: ParetoFrontOptions = {}): ParetoFrontInfo {
  const { length } = study.directions;
  requireArgument(
    length >= 2 && length <= mostObjectives,
    `A Pareto front is drawn of 2 to ${mostObjectives} objectives, but the study has ${length}.`,
  );
  const objectives = study.directions.map((_, objective) =>
    objectiveOf(study, { objective, objectiveName: objectiveNames[objective] }),
  );
  const complete = completeOf(study);
  if (complete.length === 0) throw noResult(study.name);
  const front = frontOf(study);
  const isOnFront = new Set(front);
  const all = complete.map((each) => ({ ...each, isOnFront: isOnFront.has(each.number) }));
  const points = [true, false].flatMap((side) =>
    thin(
      all.filter((each) => each.isOnFront === side),
      mostPoints,
    ),
  );
  return {
    objectives,
    axes: objectives.map(({ name, index }) =>
      valueAxis(
        name,
        points.map(({ values }) => values[index]!),
      ),
    ),
    pairs: objectives.flatMap((_, x) => objectives.slice(x + 1).map((y) => [x, y.index] as const)),
    points,
    front,
    total: complete.length,
  };
}

/** Complete trials with a finite value of each objective. */
const completeOf = ({ directions, trials }: StudyData) =>
  trials.flatMap((trial) => {
    const { number, state, values = [] } = trial;
    const isKnown = state === 'complete' && values.length === directions.length && values.every(Number.isFinite);
    return isKnown ? [{ number, values, outcome: outcomeOf(trial) }] : [];
  });

/** Numbers of the trials that no other dominates, of any number of objectives; where any is feasible, only feasible ones count. */
export function frontOf(study: StudyData): number[] {
  const complete = completeOf(study);
  const feasible = complete.filter(({ outcome }) => outcome === 'complete');
  const signs = study.directions.map((direction) => signOf({ direction }));
  return frontNumbers(
    (feasible.length > 0 ? feasible : complete).map(({ number, values }) => ({
      number,
      losses: signs.map((sign, i) => sign * values[i]!),
    })),
  );
}
