import { bestScored, type ObjectiveInfo, type ObjectiveOptions, objectiveOf, scoredTrials } from './objective.js';
import { type AxisInfo, type ParamOptions, paramColumns, valueAxis } from './param-axis.js';
import type { StudyData } from './study-data.js';
import { thin } from './thin.js';

/** A complete trial in the panel of one parameter. */
export interface SlicePoint {
  readonly number: number;
  /** The parameter: its number, or the place of its category. */
  readonly position: number;
  readonly value: number;
  readonly isFeasible: boolean;
}

/** The numbers of a slice plot. */
export interface SliceInfo {
  readonly objective: ObjectiveInfo;
  readonly axis: AxisInfo;
  readonly panels: readonly { readonly axis: AxisInfo; readonly points: readonly SlicePoint[] }[];
  readonly best: number;
  readonly lastNumber: number;
  /** Trials drawn, and how many there are. */
  readonly shown: number;
  readonly total: number;
}

/** In one panel, and in all together. */
const mostPoints = 400;
const mostInAll = 2400;
const mostPanels = 12;

/** Gathers value against parameter for each parameter. No complete trial with a finite value throws `no-result`. */
export function sliceInfo(study: StudyData, options: ObjectiveOptions & ParamOptions = {}): SliceInfo {
  const objective = objectiveOf(study, options);
  const scored = scoredTrials(study, objective);
  const best = bestScored(scored);
  const columns = paramColumns(scored, options, mostPanels);
  const most = Math.min(mostPoints, Math.floor(mostInAll / Math.max(1, columns.length)));
  const drawn = thin(scored, most, (each) => each === best);
  const panels = columns.map(({ axis, positionOf }) => ({
    axis,
    points: drawn.flatMap(({ trial, value, isFeasible }) => {
      const position = positionOf(trial);
      return position === null ? [] : [{ number: trial.number, position, value, isFeasible }];
    }),
  }));
  return {
    objective,
    axis: valueAxis(
      objective.name,
      drawn.map(({ value }) => value),
    ),
    panels,
    best: best.trial.number,
    lastNumber: scored.at(-1)!.trial.number,
    shown: drawn.length,
    total: scored.length,
  };
}
