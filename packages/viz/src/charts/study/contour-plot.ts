import * as Plot from '@observablehq/plot';
import { type ContourInfo, type ContourPanel, type ContourPoint, contourInfo } from '../../info/study/contour-info.js';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import type { AxisInfo, ParamOptions } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import { panelPlaces } from '../panel-places.js';
import { plotPanel } from '../plot-panel.js';
import { shareLegend } from '../share-legend.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { filled } from './contour-marks.js';
import { jitter } from './jitter.js';
import { shortTable, shownOf, titleOf, valueText } from './words.js';

/**
 * Draws the value over two parameters as filled contours, the better the darker, for each pair of the parameters: by default of the
 * three most important.
 *
 * What lies between trials is the mean of those near; nothing is drawn where none is near, and categories are not mixed. Each
 * colour covers a tenth of the area. Fewer than two parameters throw `bad-argument`; no complete trial with a finite value throws
 * `no-result`.
 *
 * @example
 * toSvg(contourPlot(study, { params: ['learningRate', 'units'] }));
 */
export function contourPlot(
  study: StudyData,
  options: ObjectiveOptions & ParamOptions & { readonly title?: string } = {},
): Chart<ContourInfo> {
  const info = contourInfo(study, options);
  const { title = titleOf('Contour plot', study, info.objective) } = options;
  const subtitle = `mean of the trials near; blank where there is none; ${shownOf(info.shown, info.total, 'complete trial')}`;
  const names = info.panels.map(({ x, y }) => `${x.name} and ${y.name}`).join('; ');
  const description = `The ${info.objective.name} over pairs of parameters: ${names}. ${subtitle}.`;
  return {
    info,
    title,
    description,
    table: shortTable({
      caption: `${title}: the trials`,
      columns: ['x', 'y', 'trial', 'at x', 'at y', info.objective.name],
      rows: info.panels.flatMap(rowsOf),
    }),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

const rowsOf = ({ x, y, points }: ContourPanel) =>
  points.map((each) => [x.name, y.name, each.number, wordOf(x, each.x), wordOf(y, each.y), each.value]);

const wordOf = ({ kind, labels }: AxisInfo, position: number) =>
  kind === 'category' ? labels[position]! : valueText(position);

interface Words {
  readonly title: string;
  readonly description: string;
  readonly subtitle: string;
}

function draw(document: Document, theme: Theme, info: ContourInfo, words: Words): SVGSVGElement {
  const { width, height, panelWidth, places } = panelPlaces(info.panels.length);
  const body = info.panels.map((each, index) => {
    const { x, y } = places[index]!;
    return { node: panel(document, theme, each, { best: info.best, width: panelWidth, height }), x, y: y + 34 };
  });
  const ramp = shareLegend(document, theme, info.objective.name, ['worst', 'best']);
  const bodyHeight = places.at(-1)!.y + height + 46;
  const legend = [
    { label: 'complete trial', kind: 'dot', colour: theme.ink },
    { label: 'best trial', kind: 'dot', colour: theme.series[1]!, hollow: true },
  ] as const;
  return figure(document, theme, { ...words, legend, width, bodyHeight, body: [{ node: ramp, x: 20, y: 0 }, ...body] });
}

interface PanelOptions {
  readonly best: number;
  readonly width: number;
  readonly height: number;
}

function panel(document: Document, theme: Theme, each: ContourPanel, { best, ...size }: PanelOptions): SVGSVGElement {
  const { plot, marks } = twoAxes(theme, each.x, each.y, size);
  const place = (axis: AxisInfo, position: number, number: number) =>
    axis.kind === 'category' ? position + jitter(number) : position;
  const dots = {
    x: (point: ContourPoint) => place(each.x, point.x, point.number),
    y: (point: ContourPoint) => place(each.y, point.y, point.number + 7),
  };
  return plotPanel(document, theme, {
    ...plot,
    opacity: { type: 'identity' },
    marks: [
      ...filled(each, theme),
      ...marks,
      Plot.dot(each.points, { ...dots, r: 2.5, fill: theme.ink, stroke: theme.surface, strokeWidth: 1 }),
      Plot.dot(
        each.points.filter(({ number }) => number === best),
        { ...dots, r: 7, stroke: theme.series[1]!, strokeWidth: 2.5 },
      ),
    ],
  });
}
