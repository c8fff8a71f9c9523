import { formatMetric, type History } from '@glassbox/core';
import { bestPoint } from '../info/best-epoch.js';
import type { DataTable } from '../info/table.js';
import { type MetricSeries, metricLabel, type TrainingInfo, trainingInfo } from '../info/training-info.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import type { LegendItem } from './legend.js';
import { hasSymbols, linePanel } from './line-panel.js';
import { panelPlaces } from './panel-places.js';
import type { Theme } from './theme.js';

/** What `trainingCurves` takes beside the history. */
export interface TrainingCurvesOptions {
  /** Metrics in panels from left to right. Default accuracy and loss, as far as they were measured. */
  readonly metrics?: readonly string[];
  /** Default `Training curves`. */
  readonly title?: string;
}

/**
 * Draws the metrics of a run over its epochs, accuracy beside loss, training data and validation data in each.
 *
 * A value that is not finite leaves a gap. A history without epochs throws `empty-history`, a series of another length than
 * `epochs` `length-mismatch`, a metric that was not measured `bad-argument`.
 *
 * @example
 * await writeFile('curves.svg', toSvg(trainingCurves(history)));
 */
export function trainingCurves(history: History, options: TrainingCurvesOptions = {}): Chart<TrainingInfo> {
  const info = trainingInfo(history, options.metrics);
  const title = options.title ?? 'Training curves';
  const finding = describeBest(info);
  const description = `${info.panels.map((panel) => metricLabel(panel.metric)).join(' and ')} by epoch. ${finding}.`;
  return {
    info,
    title,
    description,
    table: table(info, title),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle: finding }),
  };
}

interface Words {
  readonly title: string;
  readonly description: string;
  readonly subtitle: string;
}

function draw(document: Document, theme: Theme, info: TrainingInfo, words: Words): SVGSVGElement {
  const { width, height, panelWidth, places } = panelPlaces(info.panels.length);
  const body = info.panels.map(({ metric, series }, index) => {
    const lines = series.map(({ role, points }) => ({ points, ...look(role, theme) }));
    const options = { lines, yLabel: metricLabel(metric), width: panelWidth, height };
    return { node: linePanel(document, theme, options), ...places[index]! };
  });
  const roles = new Set(info.panels.flatMap(({ series }) => series.map(({ role }) => role)));
  const legend = [...roles].map(
    (role): LegendItem => ({
      label: roleLabel[role],
      kind: 'line',
      symbol: hasSymbols(info.epochs.length) ? 'circle' : 'none',
      ...look(role, theme),
    }),
  );
  const bodyHeight = places.at(-1)!.y + height + 12;
  return figure(document, theme, { ...words, legend, width, bodyHeight, body });
}

const roleLabel = { train: 'training', validation: 'validation' } as const;

/** Training is a solid line with filled symbols, validation a dashed one with hollow symbols: colour is not needed to tell. */
function look(role: MetricSeries['role'], theme: Theme) {
  return role === 'train'
    ? { colour: theme.series[0]!, hollow: false }
    : { colour: theme.series[1]!, hollow: true, dash: '6 4' };
}

function describeBest({ panels, epochs }: TrainingInfo): string {
  const { metric, series } = panels[0]!;
  const { role, points } = series.at(-1)!;
  const best = bestPoint(metric, points);
  const count = `${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}`;
  const name = `${roleLabel[role]} ${metricLabel(metric)}`;
  return best
    ? `${count}; best ${name} ${formatMetric(best.value)} at epoch ${best.epoch}`
    : `${count}; no finite ${name}`;
}

function table({ epochs, panels }: TrainingInfo, caption: string): DataTable {
  const lines = panels.flatMap(({ metric, series }) =>
    series.map(({ role, points }) => ({ name: `${roleLabel[role]} ${metricLabel(metric)}`, points })),
  );
  return {
    caption,
    columns: ['epoch', ...lines.map(({ name }) => name)],
    rows: epochs.map((epoch, i) => [epoch, ...lines.map(({ points }) => points[i]!.value)]),
  };
}
