import { formatDuration } from '@glassbox/core';
import * as Plot from '@observablehq/plot';
import type { AxisInfo } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import { type TimelineBar, type TimelineInfo, timelineInfo } from '../../info/study/timeline-info.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { outcomeColour, outcomeLegend, presentOutcomes } from './outcome-look.js';
import { shortTable, shownOf } from './words.js';

/**
 * Draws when each trial ran, as a bar coloured by what became of it.
 *
 * A trial that is still running ends at the last moment that the study knows of. Of more than 500 trials every k-th is drawn. No
 * trial that says when it began throws `no-result`.
 *
 * @example
 * toSvg(timelinePlot(study));
 */
export function timelinePlot(
  study: StudyData,
  { title = 'Timeline' }: { readonly title?: string } = {},
): Chart<TimelineInfo> {
  const info = timelineInfo(study);
  const { bars, seconds, total, atOnce } = info;
  const subtitle = `${shownOf(bars.length, total)}; ${spanText(seconds)} in all; at most ${atOnce} at once`;
  const description = `A bar from the start to the end of each trial. ${subtitle}.`;
  const rows = bars.map(({ number, outcome, start, end }) => [number, outcome, start, end - start]);
  return {
    info,
    title,
    description,
    table: shortTable({ caption: title, columns: ['trial', 'state', 'start (s)', 'duration (s)'], rows }),
    draw: (document, theme) => {
      const body = [{ node: panel(document, theme, info), x: 8, y: 0 }];
      const legend = outcomeLegend(theme, bars, 'box');
      return figure(document, theme, { title, description, subtitle, legend, width, bodyHeight: height + 12, body });
    },
  };
}

const width = 860;
const height = 340;

const spanText = (seconds: number) => (seconds < 60 ? `${Number(seconds.toPrecision(3))} s` : formatDuration(seconds));

/** The unit in which a span has the fewest digits. */
function unitOf(seconds: number): { readonly name: string; readonly size: number } {
  if (seconds < 1) return { name: 'milliseconds', size: 0.001 };
  if (seconds < 300) return { name: 'seconds', size: 1 };
  if (seconds < 18_000) return { name: 'minutes', size: 60 };
  return { name: 'hours', size: 3600 };
}

function panel(document: Document, theme: Theme, { bars, seconds }: TimelineInfo): SVGSVGElement {
  const unit = unitOf(seconds);
  const [first, last] = [bars[0]!.number, bars.at(-1)!.number];
  const time = { name: `${unit.name} since the start`, domain: [0, seconds / unit.size || 1], isWhole: false } as const;
  const number = { name: 'trial', domain: [first, Math.max(last, first + 1)], isWhole: true } as const;
  const linear = { kind: 'linear', labels: [] } as const;
  const axes: [AxisInfo, AxisInfo] = [
    { ...time, ...linear },
    { ...number, ...linear },
  ];
  const { plot, marks } = twoAxes(theme, ...axes, { width: width - 16, height });
  const each = Math.max(0.8, ((last - first) / bars.length) * 0.8) / 2;
  return plotPanel(document, theme, {
    ...plot,
    marks: [
      ...marks,
      ...presentOutcomes(bars).map((outcome) => barMark(bars, outcome, { theme, each, size: unit.size })),
    ],
  });
}

function barMark(
  bars: readonly TimelineBar[],
  outcome: TimelineBar['outcome'],
  { theme, each, size }: { readonly theme: Theme; readonly each: number; readonly size: number },
): Plot.Markish {
  const colour = outcomeColour(theme, outcome);
  return Plot.rect(
    bars.filter((bar) => bar.outcome === outcome),
    {
      x1: ({ start }: TimelineBar) => start / size,
      x2: ({ end }: TimelineBar) => end / size,
      y1: ({ number }: TimelineBar) => number - each,
      y2: ({ number }: TimelineBar) => number + each,
      fill: colour,
      stroke: colour,
      strokeWidth: 1,
    },
  );
}
