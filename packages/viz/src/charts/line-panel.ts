import * as Plot from '@observablehq/plot';
import type { EpochValue } from '../info/training-info.js';
import { bottomAxis, leftAxis } from './axes.js';
import { plotPanel } from './plot-panel.js';
import type { Theme } from './theme.js';

/** A line over epochs and its look. */
export interface EpochLine {
  readonly points: readonly EpochValue[];
  readonly colour: string;
  readonly dash?: string | undefined;
  /** Whether its symbols are hollow. */
  readonly hollow: boolean;
}

interface LinePanelOptions {
  readonly lines: readonly EpochLine[];
  readonly yLabel: string;
  readonly width: number;
  readonly height: number;
}

const mostSymbols = 30;

/** Draws lines over epochs: a gap where a value is missing, a symbol at each epoch where there are few. */
export function linePanel(document: Document, theme: Theme, options: LinePanelOptions): SVGSVGElement {
  const { lines, yLabel, width, height } = options;
  const epochs = [...new Set(lines.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  return plotPanel(document, theme, {
    width,
    height,
    marginLeft: 56,
    marginRight: 18,
    marginTop: 30,
    marginBottom: 44,
    x: { domain: epochDomain(epochs) },
    y: { domain: valueDomain(lines), nice: 6 },
    marks: [
      ...leftAxis(theme, { label: yLabel }),
      bottomAxis({ label: 'epoch', ticks: epochTicks(epochs), tickFormat: 'd' }),
      ...lines.flatMap((line) => marks(line, theme, epochs.length)),
    ],
  });
}

function marks({ points, colour, dash, hollow }: EpochLine, theme: Theme, epochs: number): Plot.Markish[] {
  const data = points.map(({ epoch, value }) => ({ epoch, value: value ?? Number.NaN }));
  const channels = { x: 'epoch', y: 'value', stroke: colour };
  const line = Plot.line(data, { ...channels, strokeWidth: 2.25, ...(dash ? { strokeDasharray: dash } : {}) });
  const dots = hasSymbols(epochs) ? data : data.filter((_, i) => isAlone(data, i));
  return [line, Plot.dot(dots, { ...channels, r: 3.5, strokeWidth: 1.75, fill: hollow ? theme.surface : colour })];
}

/** Whether a run of so many epochs has a symbol at each; a longer one has them only where a line cannot show a value. */
export const hasSymbols = (epochs: number) => epochs <= mostSymbols;

const isAlone = (data: readonly { value: number }[], i: number) =>
  [i - 1, i + 1].every((neighbour) => !Number.isFinite(data[neighbour]?.value));

function epochDomain(epochs: readonly number[]): [number, number] {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  return first === last ? [first - 0.5, last + 0.5] : [first, last];
}

/** Whole epochs only, at most about ten of them. */
function epochTicks(epochs: readonly number[]): number[] {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => (last - first) / each <= 10) ?? 5000;
  if (step === 1) return [...epochs];
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.floor((last - start) / step) + 1 }, (_, index) => start + index * step);
}

function valueDomain(lines: readonly EpochLine[]): [number, number] {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  if (values.length === 0) return [0, 1];
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  const room = (greatest - least) * 0.06 || Math.abs(least) * 0.1 || 0.5;
  return [
    least >= 0 ? Math.max(0, least - room) : least - room,
    Math.min(greatest + room, greatest <= 1 ? 1 : Number.POSITIVE_INFINITY),
  ];
}
