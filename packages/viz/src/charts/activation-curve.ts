import * as Plot from '@observablehq/plot';
import { type ActivationInfo, type ActivationSpec, activationInfo, type CurvePoint } from '../info/activation-info.js';
import { bottomAxis, leftAxis } from './axes.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import type { LegendItem } from './legend.js';
import { plotPanel } from './plot-panel.js';
import type { Theme } from './theme.js';

/**
 * Draws a function of one number, such as an activation, with its derivative.
 *
 * Places where either is not finite leave a gap. A domain that is not two finite numbers in order throws `bad-argument`.
 *
 * @example
 * toSvg(activationCurve({ name: 'relu', formula: 'max(0, x)', f: (x) => Math.max(0, x), derivative: (x) => (x > 0 ? 1 : 0) }));
 */
export function activationCurve(spec: ActivationSpec): Chart<ActivationInfo> {
  const info = activationInfo(spec);
  const title = info.name;
  const description =
    `The function ${info.name}${info.formula ? `, f(x) = ${info.formula},` : ''} and its derivative ` +
    `from x = ${info.domain[0]} to ${info.domain[1]}. ${range(info)}.`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: ['x', 'f(x)', "f'(x)"],
      rows: info.points.filter((_, i) => i % 20 === 0).map(({ x, value, slope }) => [x, value, slope]),
    },
    draw: (document, theme) => draw(document, theme, info, title, description),
  };
}

const width = 560;
const height = 330;

function draw(document: Document, theme: Theme, info: ActivationInfo, title: string, description: string) {
  const legend: LegendItem[] = [
    { label: 'f(x)', kind: 'line', colour: theme.series[0]!, symbol: 'none' },
    { label: 'derivative f′(x)', kind: 'line', colour: theme.series[1]!, dash: '6 4', symbol: 'none' },
  ];
  const node = panel(document, theme, info);
  const subtitle = info.formula && `f(x) = ${info.formula}`;
  const body = [{ node, x: 8, y: 0 }];
  return figure(document, theme, { title, description, subtitle, legend, width, bodyHeight: height + 12, body });
}

function panel(document: Document, theme: Theme, info: ActivationInfo): SVGSVGElement {
  const axes = { stroke: theme.muted, strokeWidth: 1 };
  const [value, slope] = [curve(info, 'value'), curve(info, 'slope')];
  const domain = valueDomain(info.points);
  return plotPanel(document, theme, {
    width: width - 16,
    height,
    marginLeft: 56,
    marginRight: 18,
    marginTop: 30,
    marginBottom: 44,
    x: { domain: info.domain },
    y: { domain, nice: 6 },
    marks: [
      Plot.gridX({ stroke: theme.grid, strokeOpacity: 1 }),
      ...leftAxis(theme, { label: 'value' }),
      ...(info.domain[0] < 0 && info.domain[1] > 0 ? [Plot.ruleX([0], axes)] : []),
      Plot.ruleY([0], axes),
      bottomAxis({ label: 'x', tickSize: 0 }),
      Plot.line(value, { x: 'x', y: 'y', stroke: theme.series[0]!, strokeWidth: 2.75 }),
      Plot.line(slope, { x: 'x', y: 'y', stroke: theme.series[1]!, strokeWidth: 2.25, strokeDasharray: '6 4' }),
    ],
  });
}

const curve = ({ points }: ActivationInfo, part: 'value' | 'slope') =>
  points.map((point) => ({ x: point.x, y: point[part] ?? Number.NaN }));

/** From the least to the greatest of both curves and zero, with some room. */
function valueDomain(points: readonly CurvePoint[]): [number, number] {
  const values = points.flatMap(({ value, slope }) => [value ?? 0, slope ?? 0]);
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  const greatest = values.reduce((a, b) => Math.max(a, b), 0);
  const room = (greatest - least) * 0.06 || 1;
  return [least - room, greatest + room];
}

function range({ points }: ActivationInfo): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return 'It has no finite value there';
  const text = (value: number) => String(Number(value.toPrecision(4)));
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  return `Its values go from ${text(least)} to ${text(greatest)}`;
}
