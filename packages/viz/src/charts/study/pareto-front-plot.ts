import * as Plot from '@observablehq/plot';
import {
  type ParetoFrontInfo,
  type ParetoFrontOptions,
  type ParetoPoint,
  paretoFrontInfo,
} from '../../info/study/pareto-front-info.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import type { LegendItem } from '../legend.js';
import { panelPlaces } from '../panel-places.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { shortTable, shownOf } from './words.js';

/**
 * Draws the complete trials by their objectives, those that no other dominates filled, in a panel for each pair of objectives.
 *
 * With two objectives a line shows what the front dominates. Of more than 600 trials on the front, or beside it, every k-th is drawn.
 * A study with one objective or more than four throws `bad-argument`; one without a complete trial throws `no-result`.
 *
 * @example
 * toSvg(paretoFrontPlot(study, { objectiveNames: ['error', 'milliseconds'] }));
 */
export function paretoFrontPlot(study: StudyData, options: ParetoFrontOptions = {}): Chart<ParetoFrontInfo> {
  const info = paretoFrontInfo(study, options);
  const { title = 'Pareto front' } = options;
  const goals = info.objectives.map(({ name, direction }) => `${direction} ${name}`).join(', ');
  const subtitle = `${info.front.length} on the front; ${goals}; ${shownOf(info.points.length, info.total, 'complete trial')}`;
  const description = `Trials by their objectives, those that no other dominates marked. ${subtitle}.`;
  const rows = info.points.map((each) => [each.number, each.isOnFront ? 'front' : each.outcome, ...each.values]);
  const columns = ['trial', 'state', ...info.objectives.map(({ name }) => name)];
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns, rows }),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

function draw(
  document: Document,
  theme: Theme,
  info: ParetoFrontInfo,
  words: { title: string; description: string; subtitle: string },
): SVGSVGElement {
  const { width, height, panelWidth, places } = panelPlaces(info.pairs.length);
  const body = info.pairs.map((pair, index) => ({
    node: panel(document, theme, info, { pair, width: panelWidth, height }),
    ...places[index]!,
  }));
  const legend = legendOf(theme, info);
  return figure(document, theme, { ...words, legend, width, bodyHeight: places.at(-1)!.y + height + 12, body });
}

function legendOf(theme: Theme, { points }: ParetoFrontInfo): LegendItem[] {
  const items: LegendItem[] = [
    { label: 'Pareto front', kind: 'dot', colour: theme.series[1]! },
    { label: 'dominated', kind: 'dot', colour: theme.series[0]!, hollow: true },
  ];
  const infeasible = {
    label: 'infeasible',
    kind: 'dot',
    colour: theme.series[5]!,
    shape: 'diamond',
    hollow: true,
  } as const;
  return points.some(isInfeasible) ? [...items, infeasible] : items;
}

const isInfeasible = ({ outcome, isOnFront }: ParetoPoint) => outcome === 'infeasible' && !isOnFront;
const isDominated = ({ outcome, isOnFront }: ParetoPoint) => outcome !== 'infeasible' && !isOnFront;

interface PanelOptions {
  readonly pair: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

function panel(
  document: Document,
  theme: Theme,
  info: ParetoFrontInfo,
  { pair, ...size }: PanelOptions,
): SVGSVGElement {
  const [x, y] = pair;
  const { plot, marks } = twoAxes(theme, info.axes[x]!, info.axes[y]!, size);
  const at = { x: ({ values }: ParetoPoint) => values[x]!, y: ({ values }: ParetoPoint) => values[y]! };
  const front = info.points.filter(({ isOnFront }) => isOnFront).sort((a, b) => a.values[x]! - b.values[x]!);
  return plotPanel(document, theme, {
    ...plot,
    marks: [
      ...marks,
      Plot.dot(info.points.filter(isInfeasible), { ...at, r: 3, symbol: 'diamond2', stroke: theme.series[5]! }),
      Plot.dot(info.points.filter(isDominated), { ...at, r: 3, stroke: theme.series[0]!, strokeOpacity: 0.7 }),
      ...(info.pairs.length === 1 ? [frontLine(front, info, theme)] : []),
      Plot.dot(front, { ...at, r: 4.5, fill: theme.series[1]!, stroke: theme.surface, strokeWidth: 1 }),
    ],
  });
}

/** The edge of what the front dominates: between two of its trials their worse values. */
function frontLine(front: readonly ParetoPoint[], { objectives }: ParetoFrontInfo, theme: Theme): Plot.Markish {
  const curve = objectives[0]!.direction === 'minimize' ? 'step-after' : 'step-before';
  const at = { x: ({ values }: ParetoPoint) => values[0]!, y: ({ values }: ParetoPoint) => values[1]! };
  return Plot.line(front, { ...at, stroke: theme.series[1]!, strokeWidth: 1.75, curve });
}
