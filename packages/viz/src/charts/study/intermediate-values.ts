import * as Plot from '@observablehq/plot';
import {
  type IntermediateValuesInfo,
  intermediateValuesInfo,
  type ReportedCurve,
} from '../../info/study/intermediate-values-info.js';
import type { ObjectiveOptions } from '../../info/study/objective.js';
import { type AxisInfo, extent } from '../../info/study/param-axis.js';
import type { StudyData } from '../../info/study/study-data.js';
import type { Chart } from '../chart.js';
import { figure } from '../figure.js';
import { formatCount } from '../format.js';
import type { LegendItem } from '../legend.js';
import { plotPanel } from '../plot-panel.js';
import type { Theme } from '../theme.js';
import { twoAxes } from './axis-marks.js';
import { outcomeColour, presentOutcomes } from './outcome-look.js';
import { shortTable, shownOf, valueText } from './words.js';

/**
 * Draws what each trial reported by step, a triangle where one was pruned, the best trial thick.
 *
 * Of more than 80 trials every k-th is drawn, and the best. Values more than a thousandfold apart are drawn by their logarithm. No
 * report with a finite value throws `no-result`, an unknown objective `bad-argument`.
 *
 * @example
 * toSvg(intermediateValues(study, { objectiveName: 'validation loss' }));
 */
export function intermediateValues(
  study: StudyData,
  options: ObjectiveOptions & { readonly title?: string } = {},
): Chart<IntermediateValuesInfo> {
  const info = intermediateValuesInfo(study, options);
  const { title = 'Intermediate values' } = options;
  const subtitle = finding(info);
  const description = `The ${info.objective.name} that each trial reported, by step. ${subtitle}.`;
  const rows = info.curves.map(({ number, outcome, points }) => [
    number,
    outcome,
    points.at(-1)!.step,
    points.at(-1)!.value,
  ]);
  return {
    info,
    title,
    description,
    table: shortTable({
      caption: title,
      columns: ['trial', 'state', 'last step', `last ${info.objective.name}`],
      rows,
    }),
    draw: (document, theme) => {
      const body = [{ node: panel(document, theme, info), x: 8, y: 0 }];
      const legend = legendOf(theme, info);
      return figure(document, theme, { title, description, subtitle, legend, width, bodyHeight: height + 12, body });
    },
  };
}

const width = 860;
const height = 360;
const dashes: Readonly<Record<string, string | undefined>> = { pruned: '4 3', failed: '1 3', running: '8 3' };

function legendOf(theme: Theme, { curves, best }: IntermediateValuesInfo): LegendItem[] {
  const lines = presentOutcomes(curves).map((outcome): LegendItem => {
    const look = { colour: outcomeColour(theme, outcome), dash: dashes[outcome] };
    return { label: outcome, kind: 'line', symbol: 'none', ...look };
  });
  const thick = { label: 'best trial', kind: 'line', colour: theme.ink, symbol: 'none' } as const;
  return best === undefined ? lines : [...lines, thick];
}

function panel(document: Document, theme: Theme, info: IntermediateValuesInfo): SVGSVGElement {
  const [first, last] = extent(info.curves.flatMap(({ points }) => points.map(({ step }) => step)));
  const x: AxisInfo = {
    name: 'step',
    kind: 'linear',
    domain: [first, Math.max(last, first + 1)],
    isWhole: true,
    labels: [],
  };
  const { plot, marks } = twoAxes(theme, x, info.axis, { width: width - 16, height });
  const best = info.curves.filter(({ number }) => number === info.best);
  return plotPanel(document, theme, {
    ...plot,
    marks: [
      ...marks,
      ...presentOutcomes(info.curves)
        .reverse()
        .flatMap((outcome) => curveMarks(info.curves, outcome, theme)),
      Plot.line(pointsOf(best), { x: 'step', y: 'value', stroke: theme.ink, strokeWidth: 2.75 }),
    ],
  });
}

const pointsOf = (curves: readonly ReportedCurve[]) =>
  curves.flatMap(({ number, points }) =>
    points.map(({ step, value }) => ({ number, step, value: value ?? Number.NaN })),
  );

function curveMarks(curves: readonly ReportedCurve[], outcome: ReportedCurve['outcome'], theme: Theme): Plot.Markish[] {
  const members = curves.filter((curve) => curve.outcome === outcome);
  const colour = outcomeColour(theme, outcome);
  const dash = dashes[outcome];
  const channels = { x: 'step', y: 'value', stroke: colour };
  const ends = members
    .filter(({ points }) => outcome === 'pruned' || points.length === 1)
    .flatMap((curve) => pointsOf([curve]).slice(-1));
  return [
    Plot.line(pointsOf(members), {
      ...channels,
      z: 'number',
      strokeWidth: 1.25,
      strokeOpacity: 0.75,
      ...(dash ? { strokeDasharray: dash } : {}),
    }),
    Plot.dot(ends, { ...channels, symbol: outcome === 'pruned' ? 'triangle' : 'circle', r: 3, strokeWidth: 1.5 }),
  ];
}

function finding({ curves, total, best, objective }: IntermediateValuesInfo): string {
  const pruned = curves.filter(({ outcome }) => outcome === 'pruned').length;
  const curve = curves.find(({ number }) => number === best);
  const last = curve?.points.at(-1)?.value ?? null;
  const words =
    curve && last !== null ? `; the best, trial ${best}, ended at ${objective.name} ${valueText(last)}` : '';
  return `${shownOf(curves.length, total)}, ${pruned === 0 ? 'none' : formatCount(pruned)} of them pruned${words}`;
}
