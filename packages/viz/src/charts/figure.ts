import { type LegendItem, legendRow } from './legend.js';
import { svg, wrapText } from './svg.js';
import type { Theme } from './theme.js';

/** A drawn part of a figure, placed in pixels from the left edge and from the top of the body. */
export interface Placed {
  readonly node: SVGElement;
  readonly x: number;
  readonly y: number;
}

export interface FigureOptions {
  readonly title: string;
  readonly description: string;
  /** A line under the title: the finding in a few words. */
  readonly subtitle?: string | undefined;
  readonly legend?: readonly LegendItem[];
  readonly width: number;
  readonly bodyHeight: number;
  readonly body: readonly Placed[];
}

const edge = 20;
const fontFamily = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** Lays out a title, a line of findings, a legend and panels on the theme's background. */
export function figure(document: Document, theme: Theme, options: FigureOptions): SVGSVGElement {
  const { width, body, bodyHeight } = options;
  const head = header(document, theme, options);
  const height = head.height + bodyHeight;
  const root = svg(document, 'svg', {
    role: 'img',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': fontFamily,
    fill: theme.ink,
  });
  root.append(svg(document, 'title', {}, [options.title]), svg(document, 'desc', {}, [options.description]));
  root.append(svg(document, 'rect', { width, height, fill: theme.surface }), ...head.nodes);
  for (const { node, x, y } of body) {
    root.append(svg(document, 'g', { transform: `translate(${x}, ${y + head.height})` }, [node]));
  }
  return root;
}

function header(document: Document, theme: Theme, { title, subtitle, legend, width }: FigureOptions) {
  const nodes: SVGElement[] = [];
  let height = 10;
  const write = (words: string, size: number, look: Record<string, string | number>) => {
    for (const line of wrapText(words, size, width - 2 * edge)) {
      height += Math.round(size * 1.25);
      nodes.push(svg(document, 'text', { x: edge, y: height, 'font-size': size, ...look }, [line]));
    }
  };
  write(title, 17, { 'font-weight': 600 });
  height += 4;
  if (subtitle) write(subtitle, 13, { fill: theme.muted });
  height += 12;
  if (legend?.length) {
    const row = legendRow(document, theme, legend, width - 2 * edge);
    nodes.push(svg(document, 'g', { transform: `translate(${edge}, ${height})` }, [row.node]));
    height += row.height;
  }
  return { nodes, height };
}
