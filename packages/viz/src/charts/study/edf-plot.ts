import * as Plot from '@observablehq/plot';
import { type EdfInfo, edfInfo } from '../../info/study/edf-info.js';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import type { AxisInfo } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import type { LegendItem } from '../legend.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { countOf, shortTable, titleOf } from './words.js';

/**
 * Draws the empirical distribution function of the values, F(v) = share of the complete trials whose value is at most v, for one
 * study or up to six to compare.
 *
 * None or more than six studies throw `bad-argument`; one without a complete trial throws `no-result`.
 *
 * @example
 * toSvg(edfPlot([tpeStudy, randomStudy]));
 */
export function edfPlot(
  studies: StudyData | readonly StudyData[],
  options: ObjectiveOptions & { readonly title?: string } = {},
): Chart<EdfInfo> {
  const all = 'trials' in studies ? [studies] : studies;
  const info = edfInfo(all, options);
  const { title = titleOf('Empirical distribution function', all[0]!, info.objective) } = options;
  const subtitle = info.curves.map(({ study, count }) => `${study}: ${countOf(count, 'complete trial')}`).join('; ');
  const description = `The share of trials whose ${info.objective.name} is at most each value. ${subtitle}.`;
  const rows = info.curves.flatMap(({ study, points }) => points.map(({ value, share }) => [study, value, share]));
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns: ['study', info.objective.name, 'share'], rows }),
    draw: (document, theme) => {
      const body = [{ node: panel(document, theme, info), x: 8, y: 0 }];
      const legend = info.curves.map(({ study }, i) => ({ label: study, ...look(i, theme) }) satisfies LegendItem);
      const shown = info.curves.length > 1 ? legend : [];
      return figure(document, theme, {
        title,
        description,
        subtitle,
        legend: shown,
        width,
        bodyHeight: height + 12,
        body,
      });
    },
  };
}

const width = 620;
const height = 310;
const dashes = [undefined, '7 4', '2 4', '10 3 2 3', '4 2', '12 5'];

const look = (place: number, theme: Theme) =>
  ({ kind: 'line', colour: theme.series[place]!, dash: dashes[place], symbol: 'none' }) as const;

const shares: AxisInfo = { name: 'share of trials', kind: 'linear', domain: [0, 1], isWhole: false, labels: [] };

function panel(document: Document, theme: Theme, { axis, curves }: EdfInfo): SVGSVGElement {
  const { plot, marks } = twoAxes(theme, axis, shares, { width: width - 16, height });
  const end = Number([...plot.x.domain!][1]);
  return plotPanel(document, theme, {
    ...plot,
    marks: [
      ...marks,
      ...curves.map(({ points }, place) => {
        const { colour, dash } = look(place, theme);
        const line = [{ value: points[0]!.value, share: 0 }, ...points, { value: end, share: 1 }];
        const style = { stroke: colour, strokeWidth: 2.25, curve: 'step-after' as const };
        return Plot.line(line, { x: 'value', y: 'share', ...style, ...(dash ? { strokeDasharray: dash } : {}) });
      }),
    ],
  });
}
