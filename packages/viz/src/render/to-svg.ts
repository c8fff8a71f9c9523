import { drawingDocument } from '#dom';
import type { Chart } from '../charts/chart.js';
import { type DrawOptions, drawChart } from './draw.js';
import { serialize } from './serialize.js';

/**
 * Draws a chart as SVG text, at once, in Node and in a page.
 *
 * The text stands alone in a file and can also be put into HTML, several beside each other. The same chart gives the same bytes.
 *
 * @param options `theme`: `'auto'` (default: light, dark where the reader prefers it), `'light'` or `'dark'`; another throws
 *   `bad-argument`. `id`: for the drawn element, where two equal charts stand in one page.
 * @example
 * await writeFile('curves.svg', toSvg(trainingCurves(history)));
 */
export function toSvg(chart: Chart, options: DrawOptions = {}): string {
  return serialize(drawChart(chart, drawingDocument(), options));
}
