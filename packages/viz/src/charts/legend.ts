import { svg, textWidth } from './svg.js';
import type { Theme } from './theme.js';

/** One entry of a legend: a line with a dash pattern and a symbol, a filled box, or a symbol alone. */
export interface LegendItem {
  readonly label: string;
  readonly colour: string;
  readonly kind: 'line' | 'box' | 'dot';
  readonly dash?: string | undefined;
  /** Whether the symbol on the line is hollow. */
  readonly hollow?: boolean;
  /** `none` for a line without symbols. Default `circle`. */
  readonly symbol?: 'circle' | 'none';
  /** The symbol of the kind `dot`. Default `circle`. */
  readonly shape?: keyof typeof shapes;
}

const shapes = {
  circle: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z',
  triangle: 'M0,-5L4.5,3.5L-4.5,3.5Z',
  square: 'M-3.5,-3.5H3.5V3.5H-3.5Z',
  diamond: 'M0,-5L5,0L0,5L-5,0Z',
  times: 'M-3.5,-3.5L3.5,3.5M3.5,-3.5L-3.5,3.5',
} as const;

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
  if (kind === 'dot') return [dot(document, item)];
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

function dot(document: Document, { colour, hollow, shape = 'circle' }: LegendItem): SVGElement {
  const look = { fill: hollow ? 'none' : colour, stroke: colour, 'stroke-width': 1.75 };
  return svg(document, 'path', { d: shapes[shape], transform: `translate(${swatch - 8}, 0)`, ...look });
}
