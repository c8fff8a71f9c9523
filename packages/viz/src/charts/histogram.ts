import { formatMetric } from '@glassbox/core';
import * as Plot from '@observablehq/plot';
import { type HistogramInfo, histogramInfo } from '../info/histogram-info.js';
import { bottomAxis, leftAxis } from './axes.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import { formatCount } from './format.js';
import { plotPanel } from './plot-panel.js';
import type { Theme } from './theme.js';

/** What `histogram` takes beside the values. */
export interface HistogramOptions {
  /** About how many bins, 1 to 200. Default by Freedman and Diaconis's rule, within 8 and 60. */
  readonly bins?: number;
  /** What the values are, with their unit. Default `value`. */
  readonly xLabel?: string;
  /** Default `Histogram`. */
  readonly title?: string;
}

/**
 * Draws how many values fall into each of equal bins, with their mean.
 *
 * Values that are not finite are left out, and the caption says how many. No finite value, or bins outside 1 to 200, throw
 * `bad-argument`.
 *
 * @example
 * toSvg(histogram(kernel.data, { title: 'Weights of dense_1', xLabel: 'weight' }));
 */
export function histogram(values: ArrayLike<number>, options: HistogramOptions = {}): Chart<HistogramInfo> {
  const { bins, xLabel = 'value', title = 'Histogram' } = options;
  const info = histogramInfo(values, bins);
  const subtitle = finding(info);
  const description = `Distribution of ${xLabel}: ${subtitle}.`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: [`${xLabel} from`, 'to', 'count'],
      rows: info.bins.map(({ from, to, count }) => [from, to, count]),
    },
    draw: (document, theme) => {
      const body = [{ node: panel(document, theme, info, xLabel), x: 8, y: 0 }];
      return figure(document, theme, { title, description, subtitle, width, bodyHeight: height + 12, body });
    },
  };
}

const width = 600;
const height = 320;

function panel(document: Document, theme: Theme, info: HistogramInfo, xLabel: string): SVGSVGElement {
  return plotPanel(document, theme, {
    width: width - 16,
    height,
    marginLeft: 62,
    marginRight: 18,
    marginTop: 30,
    marginBottom: 44,
    y: { nice: 6 },
    marks: [
      ...leftAxis(theme, { label: 'count' }),
      Plot.rectY(info.bins, { x1: 'from', x2: 'to', y: 'count', fill: theme.series[0]!, inset: 0.5 }),
      Plot.ruleY([0], { stroke: theme.muted }),
      Plot.ruleX([info.mean], { stroke: theme.surface, strokeWidth: 4 }),
      Plot.ruleX([info.mean], { stroke: theme.ink, strokeWidth: 1.75, strokeDasharray: '5 4' }),
      Plot.text([{ x: info.mean }], {
        x: 'x',
        text: () => 'mean',
        frameAnchor: 'top',
        dy: -14,
        fill: theme.ink,
        fontWeight: 600,
      }),
      bottomAxis({ label: xLabel }),
    ],
  });
}

function finding({ count, mean, standardDeviation, ignored }: HistogramInfo): string {
  const size = `${formatCount(count)} ${count === 1 ? 'value' : 'values'}`;
  const moments = `mean ${formatMetric(mean)}, standard deviation ${formatMetric(standardDeviation)}`;
  return `${size}; ${moments}${ignored ? `; ${formatCount(ignored)} not finite, left out` : ''}`;
}
