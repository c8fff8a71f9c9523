import * as Plot from '@observablehq/plot';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import type { ParamOptions } from '../../info/study/param-axis.js';
import { type SliceInfo, type SlicePoint, sliceInfo } from '../../info/study/slice-info.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import type { LegendItem } from '../legend.js';
import { panelPlaces } from '../panel-places.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { jitter } from './jitter.js';
import { shortTable, shownOf, titleOf, valueText } from './words.js';

/**
 * Draws the value of each complete trial against each parameter, later trials darker, by default for at most twelve parameters.
 *
 * Points of a category are spread over its band. Of more than 400 trials, or 2,400 points in all, every k-th is drawn, and the
 * best. No complete trial with a finite value throws `no-result`; an unknown objective or parameter throws `bad-argument`.
 *
 * @example
 * toSvg(slicePlot(study, { importances: pedAnova(study) }));
 */
export function slicePlot(
  study: StudyData,
  options: ObjectiveOptions & ParamOptions & { readonly title?: string } = {},
): Chart<SliceInfo> {
  const info = sliceInfo(study, options);
  const { title = titleOf('Slice plot', study, info.objective) } = options;
  const subtitle = shownOf(info.shown, info.total, 'complete trial');
  const names = info.panels.map(({ axis }) => axis.name).join(', ') || 'none that varies';
  const description = `The ${info.objective.name} against each parameter: ${names}. ${subtitle}.`;
  const rows = info.panels.flatMap(({ axis, points }) =>
    points.map(({ number, position, value }) => [
      axis.name,
      number,
      axis.kind === 'category' ? axis.labels[position]! : valueText(position),
      value,
    ]),
  );
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns: ['parameter', 'trial', 'at', info.objective.name], rows }),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

function draw(
  document: Document,
  theme: Theme,
  info: SliceInfo,
  words: { title: string; description: string; subtitle: string },
): SVGSVGElement {
  const { width, height, panelWidth, places } = panelPlaces(Math.max(1, info.panels.length));
  const body = info.panels.map(({ axis, points }, index) => ({
    node: panel(document, theme, { info, axis, points, width: panelWidth, height }),
    ...places[index]!,
  }));
  const bodyHeight = (places[info.panels.length - 1]?.y ?? -height) + height + 12;
  const isAll = info.panels.every(({ points }) => points.every(({ isFeasible }) => isFeasible));
  const legend = legendOf(theme).filter(({ label }) => !isAll || label !== infeasible);
  return figure(document, theme, { ...words, legend, width, bodyHeight, body });
}

const infeasible = 'infeasible';

const legendOf = (theme: Theme): LegendItem[] => [
  { label: 'complete trial, later ones darker', kind: 'dot', colour: theme.series[0]! },
  { label: infeasible, kind: 'dot', colour: theme.series[5]!, shape: 'diamond', hollow: true },
  { label: 'best trial', kind: 'dot', colour: theme.series[1]!, hollow: true },
];

interface PanelOptions {
  readonly info: SliceInfo;
  readonly axis: SliceInfo['axis'];
  readonly points: readonly SlicePoint[];
  readonly width: number;
  readonly height: number;
}

function panel(document: Document, theme: Theme, { info, axis, points, ...size }: PanelOptions): SVGSVGElement {
  const { plot, marks } = twoAxes(theme, axis, info.axis, size);
  const x = ({ number, position }: SlicePoint) => (axis.kind === 'category' ? position + jitter(number) : position);
  const channels = { x, y: 'value', r: 3.5 } as const;
  const late = ({ number }: SlicePoint) => 0.25 + (0.75 * number) / Math.max(1, info.lastNumber);
  return plotPanel(document, theme, {
    ...plot,
    opacity: { type: 'identity' },
    marks: [
      ...marks,
      Plot.dot(
        points.filter((each) => !each.isFeasible),
        { ...channels, symbol: 'diamond2', stroke: theme.series[5]! },
      ),
      Plot.dot(
        points.filter((each) => each.isFeasible),
        { ...channels, fill: theme.series[0]!, fillOpacity: late },
      ),
      Plot.dot(
        points.filter(({ number }) => number === info.best),
        { ...channels, r: 7, stroke: theme.series[1]!, strokeWidth: 2.5 },
      ),
    ],
  });
}
