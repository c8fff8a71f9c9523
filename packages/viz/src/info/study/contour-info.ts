import { requireArgument } from '@glassbox/core';
import { localMean, type UnitPoint, usualBandwidth } from './local-mean.js';
import {
  bestScored,
  type ObjectiveInfo,
  type ObjectiveOptions,
  objectiveOf,
  type ScoredTrial,
  scoredTrials,
} from './objective.js';
import { type AxisInfo, type ParamColumn, type ParamOptions, paramColumns, shareOf } from './param-axis.js';
import type { StudyData } from './study-data.js';
import { thin } from './thin.js';

/** A trial in a panel, by the positions of its two parameters. */
export interface ContourPoint {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Two parameters and what is known of the values between the trials. */
export interface ContourPanel {
  readonly x: AxisInfo;
  readonly y: AxisInfo;
  readonly columns: number;
  readonly rows: number;
  /** Mean value near the middle of each cell, row by row from the low end of y; null where no trial is near. */
  readonly means: readonly (number | null)[];
  /** Values that part the cells into parts of equal size, from the worst to the best; fewer where they are equal. */
  readonly levels: readonly number[];
  readonly points: readonly ContourPoint[];
}

/** The numbers of a contour plot. */
export interface ContourInfo {
  readonly objective: ObjectiveInfo;
  readonly panels: readonly ContourPanel[];
  readonly best: number;
  readonly shown: number;
  readonly total: number;
}

const cells = 40;
const mostPoints = 300;
const mostKnown = 2000;
const parts = 10;

/**
 * Gathers the values over each pair of the parameters, by default of the three most important.
 *
 * Fewer than two parameters throw `bad-argument`; no complete trial with a finite value throws `no-result`.
 */
export function contourInfo(study: StudyData, options: ObjectiveOptions & ParamOptions = {}): ContourInfo {
  const objective = objectiveOf(study, options);
  const scored = scoredTrials(study, objective);
  const columns = paramColumns(scored, options, 3);
  requireArgument(columns.length > 1, 'A contour plot needs two parameters that have more than one value.');
  const best = bestScored(scored);
  const known = thin(scored, mostKnown, (each) => each === best);
  const drawn = thin(scored, mostPoints, (each) => each === best);
  const pairs = columns.flatMap((x, i) => columns.slice(i + 1).map((y) => ({ x, y })));
  const panels = pairs.map(({ x, y }) => panel(x, y, known, drawn, objective));
  return { objective, panels, best: best.trial.number, shown: drawn.length, total: scored.length };
}

type Scored = readonly ScoredTrial[];

function panel(
  x: ParamColumn,
  y: ParamColumn,
  known: Scored,
  drawn: Scored,
  { direction }: ObjectiveInfo,
): ContourPanel {
  const [columns, rows] = [cellsOf(x.axis), cellsOf(y.axis)];
  const means = meansOf(x.axis, y.axis, placed(known, x, y));
  const sorted = Float64Array.from(means.filter((mean) => mean !== null)).sort();
  if (direction === 'minimize') sorted.reverse();
  const at = Array.from({ length: parts - 1 }, (_, i) => sorted[Math.floor(((i + 1) / parts) * sorted.length)]!);
  const levels = [...new Set(at)].filter((level) => level !== sorted[0]);
  return { x: x.axis, y: y.axis, columns, rows, means, levels, points: placed(drawn, x, y) };
}

function placed(scored: Scored, x: ParamColumn, y: ParamColumn): ContourPoint[] {
  return scored.flatMap(({ trial, value }) => {
    const [left, up] = [x.positionOf(trial), y.positionOf(trial)];
    return left === null || up === null ? [] : [{ number: trial.number, x: left, y: up, value }];
  });
}

const cellsOf = ({ kind, labels }: AxisInfo) => (kind === 'category' ? labels.length : cells);

/** Categories have no distance: a cell looks only at trials of its own category. */
function meansOf(x: AxisInfo, y: AxisInfo, points: readonly ContourPoint[]): (number | null)[] {
  const unit = new Map<string, UnitPoint[]>();
  for (const point of points) {
    const band = `${bandOf(x, point.x)} ${bandOf(y, point.y)}`;
    const members = unit.get(band) ?? [];
    members.push(unitPoint(x, y, point));
    unit.set(band, members);
  }
  const bandwidth = usualBandwidth(points.length);
  const [columns, rows] = [cellsOf(x), cellsOf(y)];
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const near = unit.get(`${bandOf(x, column)} ${bandOf(y, row)}`) ?? [];
    return localMean(near, middle(x, column), middle(y, row), bandwidth);
  });
}

const bandOf = ({ kind }: AxisInfo, position: number) => (kind === 'category' ? position : 0);

const middle = ({ kind }: AxisInfo, cell: number) => (kind === 'category' ? 0 : (cell + 0.5) / cells);

const unitShare = (axis: AxisInfo, position: number) => (axis.kind === 'category' ? 0 : shareOf(axis, position));

const unitPoint = (x: AxisInfo, y: AxisInfo, point: ContourPoint): UnitPoint => ({
  x: unitShare(x, point.x),
  y: unitShare(y, point.y),
  value: point.value,
});
