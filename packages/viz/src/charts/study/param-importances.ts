import * as Plot from '@observablehq/plot';
import { type ParamImportancesInfo, paramImportancesInfo } from '../../info/study/param-importances-info.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import { plotPanel } from '../plot-panel.js';
import { textWidth } from '../svg.js';
import type { Theme } from '../theme.js';
import { shorten } from './axis-scale.js';
import { valueText } from './words.js';

/**
 * Draws how much each parameter matters, the most important first, at most twenty of them.
 *
 * @param importances numbers of at least 0 by the name of the parameter, such as `pedAnova` of `@glassbox/tuning` gives; none, or
 *   one that is negative or not finite, throws `bad-argument`.
 * @example
 * toSvg(paramImportances(pedAnova(study)));
 */
export function paramImportances(
  importances: Readonly<Record<string, number>>,
  { title = 'Parameter importances' }: { readonly title?: string } = {},
): Chart<ParamImportancesInfo> {
  const info = paramImportancesInfo(importances);
  const subtitle = finding(info);
  const description = `A bar for each parameter, as long as it is important. ${subtitle}.`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: ['parameter', 'importance'],
      rows: info.bars.map(({ name, importance }) => [name, importance]),
    },
    draw: (document, theme) => {
      const node = panel(document, theme, info);
      const bodyHeight = heightOf(info) + 12;
      return figure(document, theme, { title, description, subtitle, width, bodyHeight, body: [{ node, x: 8, y: 0 }] });
    },
  };
}

const width = 620;
const row = 28;
const longestName = 34;

const heightOf = ({ bars }: ParamImportancesInfo) => bars.length * row + 16;

function panel(document: Document, theme: Theme, { bars, leftOut }: ParamImportancesInfo): SVGSVGElement {
  const names = bars.map(({ name }) => name);
  const widest = names.reduce((most, name) => Math.max(most, textWidth(shorten(name, longestName), 12)), 0);
  return plotPanel(document, theme, {
    width: width - 16,
    height: heightOf({ bars, leftOut }),
    marginLeft: widest + 24,
    marginRight: 64,
    marginTop: 4,
    marginBottom: 12,
    x: { domain: [0, bars[0]!.importance || 1], axis: null },
    y: { type: 'band', domain: names, padding: 0.25 },
    marks: [
      Plot.barX(bars, { x: 'importance', y: 'name', fill: theme.series[0]! }),
      Plot.ruleX([0], { stroke: theme.muted }),
      Plot.text(bars, {
        x: 'importance',
        y: 'name',
        text: (bar: (typeof bars)[number]) => valueText(bar.importance),
        dx: 6,
        textAnchor: 'start',
      }),
      Plot.axisY({
        label: null,
        tickSize: 0,
        tickPadding: 8,
        tickFormat: (name: string) => shorten(name, longestName),
      }),
    ],
  });
}

function finding({ bars, leftOut }: ParamImportancesInfo): string {
  const first = bars[0]!;
  const rest = leftOut > 0 ? `; ${leftOut} less important ones are left out` : '';
  return `most important: ${shorten(first.name, longestName)} (${valueText(first.importance)})${rest}`;
}
