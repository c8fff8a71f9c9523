import * as Plot from '@observablehq/plot';
import { type ConfusionCell, type ConfusionInfo, confusionInfo } from '../info/confusion-info.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import { formatCount } from './format.js';
import { plotPanel } from './plot-panel.js';
import { shareLegend } from './share-legend.js';
import { textWidth } from './svg.js';
import type { Theme } from './theme.js';

/**
 * Draws how often each true class (rows) was predicted as each class (columns): counts as numbers, and as colour the share of
 * the true class.
 *
 * Lists of different lengths throw `length-mismatch`; empty ones, anything but class numbers, classes beyond the names and more
 * than 40 classes throw `bad-argument`.
 *
 * @example
 * toSvg(confusionMatrix(labels, probabilities.argmax(), test.classNames));
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classNames?: readonly string[],
  { title = 'Confusion matrix' }: { readonly title?: string } = {},
): Chart<ConfusionInfo> {
  const info = confusionInfo(labels, predictions, classNames);
  const subtitle = finding(info);
  const description = `True classes in rows, predicted classes in columns. ${subtitle}.`;
  return {
    info,
    title,
    description,
    table: table(info, title),
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

/** Above this share the number is drawn in the background's colour; chosen for the best least contrast in both themes. */
const darkShare = 0.67;

function draw(
  document: Document,
  theme: Theme,
  info: ConfusionInfo,
  words: { title: string; description: string; subtitle: string },
) {
  const layout = measure(info);
  const node = panel(document, theme, info, layout);
  const width = Math.max(layout.width + 16, 460);
  const legend = shareLegend(document, theme, 'share of the true class');
  const body = [
    { node: legend, x: 20, y: 0 },
    { node, x: 8, y: 34 },
  ];
  return figure(document, theme, { ...words, width, bodyHeight: layout.height + 46, body });
}

function measure({ classes }: ConfusionInfo) {
  const cell = classes.length <= 12 ? 48 : classes.length <= 20 ? 38 : 27;
  const longest = classes.reduce((most, name) => Math.max(most, textWidth(name, 12)), 0);
  const slanted = longest > cell - 6;
  const [marginLeft, marginBottom] = [longest + 46, slanted ? Math.round(longest * 0.72) + 54 : 54];
  const size = cell * classes.length;
  const marginRight = 20;
  return {
    cell,
    slanted,
    marginLeft,
    marginBottom,
    marginRight,
    width: size + marginLeft + marginRight,
    height: size + marginBottom + 6,
  };
}

function panel(document: Document, theme: Theme, info: ConfusionInfo, layout: ReturnType<typeof measure>) {
  const { cell, slanted, marginLeft, marginRight, marginBottom, width, height } = layout;
  const channels = { x: 'predicted', y: 'truth' } as const;
  const domain = info.classes;
  return plotPanel(document, theme, {
    width,
    height,
    marginLeft,
    marginRight,
    marginBottom,
    marginTop: 6,
    x: { type: 'band', domain, padding: 0, round: false },
    y: { type: 'band', domain, padding: 0, round: false },
    opacity: { type: 'identity' },
    marks: [
      Plot.cell(info.cells, {
        ...channels,
        fill: theme.heat,
        fillOpacity: 'share',
        stroke: theme.grid,
        strokeWidth: 1,
      }),
      numbers(info.cells, theme, cell),
      Plot.axisX({ label: null, tickSize: 0, tickPadding: 8, ...(slanted ? { tickRotate: -45 } : {}) }),
      Plot.axisY({ label: null, tickSize: 0, tickPadding: 8 }),
      axisTitle('predicted class', 'bottom', marginBottom - 12),
      axisTitle('true class', 'left', -(marginLeft - 16)),
    ],
  });
}

function numbers(cells: readonly ConfusionCell[], theme: Theme, cell: number): Plot.Markish {
  return Plot.text(
    cells.filter(({ count }) => count > 0 || cell > 30),
    {
      x: 'predicted',
      y: 'truth',
      text: (each: ConfusionCell) => String(each.count),
      fill: ({ count, share }: ConfusionCell) =>
        count === 0 ? theme.muted : share > darkShare ? theme.surface : theme.ink,
      fontSize: ({ count }: ConfusionCell) => Math.min(13, ((cell - 6) * 1.6) / String(count).length),
      fontWeight: 600,
    },
  );
}

function axisTitle(text: string, side: 'bottom' | 'left', offset: number): Plot.Markish {
  const place = side === 'bottom' ? { dy: offset } : { dx: offset, rotate: -90 };
  return Plot.text([text], { text: (each: string) => each, frameAnchor: side, ...place });
}

function finding({ total, right, worst }: ConfusionInfo): string {
  const most = worst && `most often ${worst.truth} taken for ${worst.predicted} (${formatCount(worst.count)})`;
  return `${formatCount(right)} of ${formatCount(total)} right (${((100 * right) / total).toFixed(2)}%); ${most ?? 'no mistake'}`;
}

function table({ classes, cells }: ConfusionInfo, caption: string) {
  const rows = classes.map((truth, row) => [
    truth,
    ...cells.slice(row * classes.length, (row + 1) * classes.length).map(({ count }) => count),
  ]);
  return {
    caption: `${caption} (rows: true class, columns: predicted class)`,
    columns: ['true class', ...classes],
    rows,
  };
}
