import type { Chart } from '../charts/chart.js';
import { type DrawOptions, drawChart } from './draw.js';

/**
 * Draws a chart into an element of a page, in place of what the element held, and returns the drawn element.
 *
 * Call it again with a new chart to update, as live curves do.
 *
 * @example
 * mount(trainingCurves(history), document.querySelector('#curves')!);
 */
export function mount(chart: Chart, element: Element, options: DrawOptions = {}): SVGSVGElement {
  const drawn = drawChart(chart, element.ownerDocument, options);
  element.replaceChildren(drawn);
  return drawn;
}
