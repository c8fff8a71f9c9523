import * as Plot from '@observablehq/plot';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import {
  type ParallelCoordinateInfo,
  type ParallelLine,
  parallelCoordinateInfo,
} from '../../info/study/parallel-coordinate-info.js';
import { type AxisInfo, type ParamOptions, shareOf } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import { plotPanel } from '../plot-panel.js';
import { shareLegend } from '../share-legend.js';
import type { Theme } from '../theme.js';
import { axisTicks, shorten, tickText } from './axis-scale.js';
import { countOf, shortTable, shownOf, titleOf, valueText } from './words.js';

/**
 * Draws each complete trial as a line across the objective and the parameters, the better the darker, by default across at most
 * eight parameters.
 *
 * Trials that lack a parameter are left out, and the caption says how many. Of more than 200 trials every k-th by value is drawn,
 * and the best. No complete trial with a finite value throws `no-result`; an unknown objective or parameter throws `bad-argument`.
 *
 * @example
 * toSvg(parallelCoordinate(study));
 */
export function parallelCoordinate(
  study: StudyData,
  options: ObjectiveOptions & ParamOptions & { readonly title?: string } = {},
): Chart<ParallelCoordinateInfo> {
  const info = parallelCoordinateInfo(study, options);
  const { title = titleOf('Parallel coordinates', study, info.objective) } = options;
  const subtitle = finding(info);
  const description = `Trials as lines across ${info.axes.map(({ name }) => name).join(', ')}. ${subtitle}.`;
  const rows = info.lines.map(({ number, positions }) => [
    number,
    ...positions.map((position, i) => wordOf(info.axes[i]!, position)),
  ]);
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns: ['trial', ...info.axes.map(({ name }) => name)], rows }),
    draw: (document, theme) => {
      const ramp = shareLegend(document, theme, `rank of the ${info.objective.name}`, ['worst', 'best']);
      const body = [
        { node: ramp, x: 20, y: 0 },
        { node: panel(document, theme, info), x: 8, y: 34 },
      ];
      return figure(document, theme, { title, description, subtitle, width, bodyHeight: height + 46, body });
    },
  };
}

const wordOf = ({ kind, labels }: AxisInfo, position: number) => (kind === 'category' ? labels[position]! : position);

const width = 860;
const height = 380;
const margin = { marginLeft: 64, marginRight: 124, marginTop: 34, marginBottom: 14 };

function panel(document: Document, theme: Theme, info: ParallelCoordinateInfo): SVGSVGElement {
  const { axes, lines, best } = info;
  const places = Math.max(1, axes.length - 1);
  return plotPanel(document, theme, {
    width: width - 16,
    height,
    ...margin,
    x: { domain: [0, places], axis: null },
    y: { domain: [0, 1], axis: null },
    opacity: { type: 'identity' },
    marks: [
      Plot.line(
        lines.flatMap((line) => segments(line, axes)),
        {
          x: 'place',
          y: 'share',
          z: 'number',
          stroke: theme.heat,
          strokeOpacity: 'opacity',
          strokeWidth: 1.25,
        },
      ),
      Plot.line(
        lines.filter(({ number }) => number === best).flatMap((line) => segments(line, axes)),
        { x: 'place', y: 'share', stroke: theme.series[1]!, strokeWidth: 2.75 },
      ),
      Plot.ruleX(
        axes.map((_, place) => place),
        { stroke: theme.muted, strokeWidth: 1.25 },
      ),
      ...axes.flatMap((axis, place) =>
        axisMarks(axis, place, theme, (width - 16 - margin.marginLeft - margin.marginRight) / places),
      ),
    ],
  });
}

const segments = ({ number, positions, rank }: ParallelLine, axes: readonly AxisInfo[]) =>
  positions.map((position, place) => ({
    number,
    place,
    share: shareOf(axes[place]!, position),
    opacity: Number((0.15 + 0.75 * rank ** 2).toFixed(3)),
  }));

function axisMarks(axis: AxisInfo, place: number, theme: Theme, room: number): Plot.Markish[] {
  const length = height - margin.marginTop - margin.marginBottom;
  const ticks = axisTicks(axis, length, 44).map((tick) => ({
    share: shareOf(axis, tick),
    text: shorten(tickText(axis, tick), Math.max(4, Math.floor((room - 10) / 7))),
  }));
  const name = shorten(axis.name, Math.max(5, Math.min(19, Math.floor((room - 8) / 7.2))));
  return [
    Plot.text(ticks, {
      x: () => place,
      y: 'share',
      text: 'text',
      textAnchor: 'start',
      dx: 6,
      fill: theme.ink,
      stroke: theme.surface,
      strokeWidth: 4,
    }),
    Plot.text([name], { x: () => place, frameAnchor: 'top', dy: -24, text: (each: string) => each, fontWeight: 600 }),
  ];
}

function finding({ lines, total, incomplete, best, axes }: ParallelCoordinateInfo): string {
  const line = lines.find(({ number }) => number === best);
  const left = incomplete > 0 ? `; ${countOf(incomplete, 'trial')} without one of the parameters left out` : '';
  const words = line
    ? `; the best, trial ${best} with ${axes[0]!.name} ${valueText(line.positions[0]!)}, in orange`
    : '';
  return `${shownOf(lines.length, total, 'complete trial')}${left}${words}`;
}
