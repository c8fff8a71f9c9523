import { formatMetric, type History, requireArgument } from '@glassbox/core';
import { type MetricSeries, metricLabel, trainingInfo } from '../info/training-info.js';

/** What `terminalCurve` takes beside the history. */
export interface TerminalCurveOptions {
  /** Which metric. Default accuracy where it was measured, else loss. */
  readonly metric?: string;
  /** Characters of the plotting area, 8 to 400. Default 56. */
  readonly width?: number;
  /** Lines of the plotting area, 2 to 100. Default 8. */
  readonly height?: number;
}

/**
 * Draws one metric of a run as text: training data as a line of braille dots, validation data as `o` at each epoch.
 *
 * Values that are not finite leave a gap. Bad histories throw as `trainingCurves` does; sizes out of range throw `bad-argument`.
 *
 * @example
 * console.log(terminalCurve(history));
 */
export function terminalCurve(history: History, options: TerminalCurveOptions = {}): string {
  const { width = 56, height = 8 } = options;
  requireArgument(Number.isInteger(width) && width >= 8 && width <= 400, `The width is 8 to 400, not ${width}.`);
  requireArgument(Number.isInteger(height) && height >= 2 && height <= 100, `The height is 2 to 100, not ${height}.`);
  const info = trainingInfo(history, options.metric === undefined ? undefined : [options.metric]);
  const { metric, series } = info.panels[0]!;
  const [least, greatest] = range(series);
  const scale = scaleOf(info.epochs, least, greatest, width, height);
  const canvas = Array.from({ length: height }, () => new Uint8Array(width));
  const train = series.find(({ role }) => role === 'train');
  if (train) drawLine(canvas, train, scale);
  const rows = canvas.map((row) => [...row].map((dots) => (dots ? String.fromCharCode(0x2800 + dots) : ' ')));
  const validation = series.find(({ role }) => role === 'validation');
  for (const { epoch, value } of validation?.points ?? []) {
    if (value !== null) rows[scale.y(value) >> 2]![scale.x(epoch) >> 1] = 'o';
  }
  return layout(rows, [formatMetric(greatest), formatMetric(least)], legend(metric, series), info.epochs);
}

interface Scale {
  /** Column of dots, two a character. */
  x(epoch: number): number;
  /** Row of dots from the top, four a character. */
  y(value: number): number;
}

function scaleOf(epochs: readonly number[], least: number, greatest: number, width: number, height: number): Scale {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  const [right, bottom] = [2 * width - 1, 4 * height - 1];
  return {
    x: (epoch) => Math.round(first === last ? right / 2 : (right * (epoch - first)) / (last - first)),
    y: (value) => Math.round(greatest === least ? bottom / 2 : (bottom * (greatest - value)) / (greatest - least)),
  };
}

function range(series: readonly MetricSeries[]): [number, number] {
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  if (values.length === 0) return [0, 1];
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

function drawLine(canvas: readonly Uint8Array[], { points }: MetricSeries, scale: Scale): void {
  let before: [number, number] | undefined;
  for (const { epoch, value } of points) {
    const here: [number, number] | undefined = value === null ? undefined : [scale.x(epoch), scale.y(value)];
    if (here) segment(canvas, before ?? here, here);
    before = here;
  }
}

/** Bits of a braille character by row and column of its dots (Unicode 2800 to 28FF). */
const dotBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

function segment(canvas: readonly Uint8Array[], [x0, y0]: [number, number], [x1, y1]: [number, number]): void {
  const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
  for (let step = 0; step <= steps; step++) {
    const x = Math.round(x0 + ((x1 - x0) * step) / steps);
    const y = Math.round(y0 + ((y1 - y0) * step) / steps);
    canvas[y >> 2]![x >> 1]! |= dotBits[y & 3]![x & 1]!;
  }
}

function legend(metric: string, series: readonly MetricSeries[]): string {
  const signs = series.map(({ role }) => (role === 'train' ? '⠒⠒ training' : 'o validation'));
  return `${metricLabel(metric)}   ${signs.join('   ')}`;
}

function layout(rows: readonly string[][], ends: [string, string], title: string, epochs: readonly number[]): string {
  const gutter = Math.max(ends[0].length, ends[1].length);
  const lines = rows.map((row, index) => {
    const end = index === 0 ? ends[0] : index === rows.length - 1 ? ends[1] : '';
    return `${end.padStart(gutter)} ┤${row.join('').trimEnd()}`;
  });
  const width = rows[0]!.length;
  const [first, last] = [String(epochs[0]), epochs.length > 1 ? String(epochs.at(-1)) : ''];
  const axis = `${' '.repeat(gutter + 1)}└${'─'.repeat(width)}`;
  const numbers = `${' '.repeat(gutter + 2)}${first}${last.padStart(width - first.length)}  epoch`;
  return [`${' '.repeat(gutter + 2)}${title}`, ...lines, axis, numbers].join('\n');
}
