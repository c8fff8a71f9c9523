import * as Plot from '@observablehq/plot';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import {
  type HistoryPoint,
  type OptimizationHistoryInfo,
  optimizationHistoryInfo,
} from '../../info/study/optimization-history-info.js';
import type { AxisInfo } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import type { LegendItem } from '../legend.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { outcomeDots, outcomeLegend } from './outcome-look.js';
import { shortTable, shownOf, titleOf, valueText } from './words.js';

/**
 * Draws the value of each trial in its order, with the best so far as a line.
 *
 * Pruned trials stand at what they reported last, trials without a value at the upper edge. Values more than a thousandfold apart
 * are drawn by their logarithm. Of more than 2,000 trials every k-th is drawn, and each that was better than all before. No trial
 * with a value throws `no-result`, an unknown objective `bad-argument`.
 *
 * @example
 * mount(optimizationHistory(study), element);
 */
export function optimizationHistory(
  study: StudyData,
  options: ObjectiveOptions & { readonly title?: string } = {},
): Chart<OptimizationHistoryInfo> {
  const info = optimizationHistoryInfo(study, options);
  const { title = titleOf('Optimization history', study, info.objective) } = options;
  const subtitle = finding(info);
  const description = `The ${info.objective.name} of each trial by number, with the best so far as a line. ${subtitle}.`;
  const rows = info.points.map(({ number, value, outcome }) => [number, outcome, value] as const);
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns: ['trial', 'state', info.objective.name], rows }),
    draw: (document, theme) => {
      const body = [{ node: panel(document, theme, info), x: 8, y: 0 }];
      const legend = [...outcomeLegend(theme, info.points), ...(info.best.length > 0 ? [bestLine(theme)] : [])];
      return figure(document, theme, { title, description, subtitle, legend, width, bodyHeight: height + 12, body });
    },
  };
}

const width = 860;
const height = 340;

const bestLine = (theme: Theme): LegendItem => ({
  label: 'best so far',
  kind: 'line',
  colour: theme.ink,
  symbol: 'none',
});

function panel(document: Document, theme: Theme, info: OptimizationHistoryInfo): SVGSVGElement {
  const x: AxisInfo = { name: 'trial', kind: 'linear', domain: trialDomain(info), isWhole: true, labels: [] };
  const { plot, marks } = twoAxes(theme, x, info.axis, { width: width - 16, height });
  const valued = info.points.filter(hasValue);
  const others = info.points.filter((point) => point.value === null);
  const line = [...info.best, ...info.best.slice(-1).map(({ value }) => ({ number: info.lastNumber, value }))];
  return plotPanel(document, theme, {
    ...plot,
    marks: [
      ...marks,
      ...outcomeDots(valued, theme, { x: 'number', y: 'value' }),
      ...outcomeDots(others, theme, { x: 'number', y: () => topOf(plot.y.domain) }),
      Plot.line(line, { x: 'number', y: 'value', stroke: theme.ink, strokeWidth: 2, curve: 'step-after' }),
    ],
  });
}

function trialDomain({ points, lastNumber }: OptimizationHistoryInfo): [number, number] {
  return [points[0]!.number, Math.max(lastNumber, points[0]!.number + 1)];
}

const topOf = (domain: Iterable<unknown> | undefined) => Number([...(domain ?? [])][1]);

const hasValue = (point: HistoryPoint): point is HistoryPoint & { value: number } => point.value !== null;

function finding({ best, objective, points, total }: OptimizationHistoryInfo): string {
  const last = best.at(-1);
  const drawn = shownOf(points.length, total);
  if (!last) return `no feasible trial is complete yet; ${drawn}`;
  return `best ${objective.name} ${valueText(last.value)} in trial ${last.number} (${objective.direction}); ${drawn}`;
}
