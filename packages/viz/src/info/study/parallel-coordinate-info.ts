import { bestScored, type ObjectiveInfo, type ObjectiveOptions, objectiveOf, scoredTrials } from './objective.js';
import { type AxisInfo, type ParamOptions, paramColumns, valueAxis } from './param-axis.js';
import type { StudyData } from './study-data.js';
import { thin } from './thin.js';

/** One trial across all axes. */
export interface ParallelLine {
  readonly number: number;
  /** Its place on each axis, the objective first. */
  readonly positions: readonly number[];
  /** 0 for the worst value, 1 for the best. */
  readonly rank: number;
}

/** The numbers of parallel coordinates. */
export interface ParallelCoordinateInfo {
  readonly objective: ObjectiveInfo;
  /** The objective, then the parameters. */
  readonly axes: readonly AxisInfo[];
  /** From the worst to the best value. */
  readonly lines: readonly ParallelLine[];
  readonly best: number;
  /** Complete trials with all of the parameters; the others cannot be drawn. */
  readonly total: number;
  readonly incomplete: number;
}

const mostLines = 200;
const mostAxes = 8;

/**
 * Gathers the complete trials that have all of the parameters, by default of at most eight that most trials have.
 *
 * No complete trial with a finite value throws `no-result`.
 */
export function parallelCoordinateInfo(
  study: StudyData,
  options: ObjectiveOptions & ParamOptions = {},
): ParallelCoordinateInfo {
  const objective = objectiveOf(study, options);
  const scored = scoredTrials(study, objective);
  const isCommon = ({ positionOf }: ReturnType<typeof paramColumns>[number]) =>
    2 * scored.filter(({ trial }) => positionOf(trial) !== null).length > scored.length;
  const all = paramColumns(scored, options, Number.POSITIVE_INFINITY);
  const columns = options.params ? all : all.filter(isCommon).slice(0, mostAxes);
  const best = bestScored(scored).trial.number;
  const lines = scored.flatMap(({ trial, value, rank }) => {
    const places = columns.map(({ positionOf }) => positionOf(trial));
    const known = places.filter((place) => place !== null);
    return known.length < places.length ? [] : [{ number: trial.number, positions: [value, ...known], rank }];
  });
  lines.sort((a, b) => a.rank - b.rank || a.number - b.number);
  const drawn = thin(lines, mostLines, ({ number }) => number === best);
  const values = drawn.map(({ positions }) => positions[0]!);
  return {
    objective,
    axes: [valueAxis(objective.name, values.length > 0 ? values : [0, 1]), ...columns.map(({ axis }) => axis)],
    lines: drawn,
    best,
    total: lines.length,
    incomplete: scored.length - lines.length,
  };
}
