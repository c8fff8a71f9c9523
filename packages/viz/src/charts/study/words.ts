import { formatMetric } from '@glassbox/core';
import type { ObjectiveInfo } from '../../info/study/objective.js';
import type { StudyData } from '../../info/study/study-data.js';
import { thin } from '../../info/study/thin.js';
import type { DataTable } from '../../info/table.js';
import { formatCount } from '../format.js';

/** A value in words: whole numbers as they are, others with four significant places. */
export const valueText = (value: number) => (Number.isInteger(value) ? String(value) : formatMetric(value));

/** The title of a chart, with the objective where the study has several. */
export const titleOf = (what: string, { directions }: StudyData, { name }: ObjectiveInfo) =>
  directions.length > 1 ? `${what}: ${name}` : what;

/** `3 trials`, `1 trial`. */
export const countOf = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

/** How many are drawn: `60 trials`, or `1,000 of 10,000 trials drawn, evenly chosen`. */
export function shownOf(shown: number, total: number, what = 'trial'): string {
  if (shown === total) return countOf(total, what);
  return `${formatCount(shown)} of ${countOf(total, what)} drawn, evenly chosen`;
}

const mostRows = 100;

/** A table of at most about 100 rows, evenly chosen, whose caption says so. */
export function shortTable({ caption, columns, rows }: DataTable): DataTable {
  const few = thin(rows, mostRows);
  const note = few.length < rows.length ? ` (${formatCount(few.length)} of ${formatCount(rows.length)} rows)` : '';
  return { caption: `${caption}${note}`, columns, rows: few };
}
