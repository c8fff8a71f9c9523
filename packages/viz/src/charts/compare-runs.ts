import { formatMetric, type History } from '@glassbox/core';
import { greaterIsBetter } from '../info/best-epoch.js';
import { type ComparisonInfo, type ComparisonPanel, comparisonInfo } from '../info/comparison-info.js';
import type { DataTable } from '../info/table.js';
import { metricLabel } from '../info/training-info.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import type { LegendItem } from './legend.js';
import { hasSymbols, linePanel } from './line-panel.js';
import { panelPlaces } from './panel-places.js';
import type { Theme } from './theme.js';

/** What `compareRuns` takes beside the runs. */
export interface CompareRunsOptions {
  /** Metrics in panels from left to right. Default accuracy and loss, as far as the first run measured them. */
  readonly metrics?: readonly string[];
  /** Default `Runs compared`. */
  readonly title?: string;
}

/**
 * Draws the same metrics of one to six runs in common panels, of validation data where every run has them.
 *
 * Runs may differ in length. No run, more than six, or runs that measured different metrics throw `bad-argument`; a run without
 * epochs throws `empty-history`.
 *
 * @example
 * mount(compareRuns({ 'dropout 0.2': first, 'dropout 0.5': second }), element);
 */
export function compareRuns(
  runs: Readonly<Record<string, History>>,
  options: CompareRunsOptions = {},
): Chart<ComparisonInfo> {
  const info = comparisonInfo(runs, options.metrics);
  const title = options.title ?? 'Runs compared';
  const subtitle = finding(info);
  const description = `${info.panels.map(panelName).join(' and ')} by epoch of ${info.runs.join(', ')}. ${subtitle}.`;
  return {
    info,
    title,
    description,
    table: table(info, title),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

interface Words {
  readonly title: string;
  readonly description: string;
  readonly subtitle: string;
}

function draw(document: Document, theme: Theme, info: ComparisonInfo, words: Words): SVGSVGElement {
  const { width, height, panelWidth, places } = panelPlaces(info.panels.length);
  const body = info.panels.map((panel, index) => {
    const lines = panel.series.map(({ points }, run) => ({ points, ...look(run, theme) }));
    const options = { lines, yLabel: panelName(panel), width: panelWidth, height };
    return { node: linePanel(document, theme, options), ...places[index]! };
  });
  const longest = Math.max(...info.panels.flatMap(({ series }) => series.map(({ points }) => points.length)));
  const symbol = hasSymbols(longest) ? 'circle' : 'none';
  const legend = info.runs.map((label, run): LegendItem => ({ label, kind: 'line', symbol, ...look(run, theme) }));
  const bodyHeight = places.at(-1)!.y + height + 12;
  return figure(document, theme, { ...words, legend, width, bodyHeight, body });
}

const dashes = [undefined, '7 4', '2 4', '10 3 2 3', '4 2', '12 5'];

/** A colour, a dash pattern and a symbol of its own for each run. */
const look = (run: number, theme: Theme) => ({ colour: theme.series[run]!, dash: dashes[run], hollow: run % 2 === 1 });

const panelName = ({ metric, role }: ComparisonPanel) =>
  `${role === 'train' ? 'training' : 'validation'} ${metricLabel(metric)}`;

/** Each run's best value of the first metric, the best run first. */
function finding({ panels }: ComparisonInfo): string {
  const panel = panels[0]!;
  const sign = greaterIsBetter(panel.metric) ? -1 : 1;
  const ranked = panel.series
    .flatMap(({ run, best }) => (best ? [{ run, value: best.value }] : []))
    .sort((a, b) => sign * (a.value - b.value));
  return `best ${panelName(panel)}: ${ranked.map(({ run, value }) => `${run} ${formatMetric(value)}`).join(', ') || 'none'}`;
}

function table({ panels }: ComparisonInfo, caption: string): DataTable {
  const lines = panels.flatMap((panel) =>
    panel.series.map(({ run, points }) => ({ name: `${run}, ${panelName(panel)}`, points })),
  );
  const epochs = [...new Set(lines.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const valueAt = (points: (typeof lines)[number]['points'], wanted: number) =>
    points.find(({ epoch }) => epoch === wanted)?.value ?? null;
  return {
    caption,
    columns: ['epoch', ...lines.map(({ name }) => name)],
    rows: epochs.map((epoch) => [epoch, ...lines.map(({ points }) => valueAt(points, epoch))]),
  };
}
