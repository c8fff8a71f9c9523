import { svg, textWidth } from './svg.js';
import type { Theme } from './theme.js';

/** One entry of a legend: a line with a dash pattern and a symbol, or a filled box. */
export interface LegendItem {
  readonly label: string;
  readonly colour: string;
  readonly kind: 'line' | 'box';
  readonly dash?: string | undefined;
  /** Whether the symbol on the line is hollow. */
  readonly hollow?: boolean;
  /** `none` for a line without symbols. Default `circle`. */
  readonly symbol?: 'circle' | 'none';
}

const fontSize = 13;
const swatch = 30;
const rowHeight = 24;

/** Lays entries from left to right, onto further rows where they do not fit. */
export function legendRow(document: Document, theme: Theme, items: readonly LegendItem[], width: number) {
  const node = svg(document, 'g', { 'font-size': fontSize });
  let [x, row] = [0, 0];
  for (const item of items) {
    const needed = swatch + 8 + textWidth(item.label, fontSize);
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    node.append(entry(document, theme, item, x, row * rowHeight + 12));
    x += needed + 22;
  }
  return { node, height: (row + 1) * rowHeight + 4 };
}

function entry(document: Document, theme: Theme, item: LegendItem, x: number, y: number): SVGElement {
  const text = svg(document, 'text', { x: swatch + 8, y: 0, dy: '0.35em' }, [item.label]);
  return svg(document, 'g', { transform: `translate(${x}, ${y})` }, [...mark(document, theme, item), text]);
}

function mark(document: Document, theme: Theme, item: LegendItem): SVGElement[] {
  const { kind, colour, dash, hollow, symbol = 'circle' } = item;
  if (kind === 'box') return [svg(document, 'rect', { x: 6, y: -7, width: 18, height: 14, rx: 2, fill: colour })];
  const line = svg(document, 'line', { x2: swatch, stroke: colour, 'stroke-width': 2.25, 'stroke-dasharray': dash });
  if (symbol === 'none') return [line];
  return [
    line,
    svg(document, 'circle', {
      cx: swatch / 2,
      r: 3.5,
      fill: hollow ? theme.surface : colour,
      stroke: colour,
      'stroke-width': 1.75,
    }),
  ];
}
