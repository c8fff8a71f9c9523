import * as Plot from '@observablehq/plot';
import { type IndexedPixels, pngDataUri } from '../images/png.js';
import { plotPanel } from './plot-panel.js';
import type { Theme } from './theme.js';

/** One small picture of a grid, with words below it. */
export interface Tile {
  readonly pixels: IndexedPixels;
  readonly caption: string;
  /** Whether what the caption says is right; undefined where that is not known. */
  readonly isRight?: boolean | undefined;
}

export interface TilesOptions {
  readonly tiles: readonly Tile[];
  readonly columns: number;
  /** Width of one picture in pixels. */
  readonly size: number;
  /** Pixels between two pictures. */
  readonly gap: number;
}

const captionHeight = 26;

/** Lays pictures in rows, each framed and with its caption; right and wrong differ by symbol, frame and words, not only colour. */
export function tilesPanel(document: Document, theme: Theme, options: TilesOptions) {
  const { tiles, columns, size, gap } = options;
  const { width: w, height: h } = tiles[0]!.pixels;
  const tall = (size * h) / w;
  const [cellWidth, cellHeight] = [size + gap, tall + captionHeight + gap];
  const rows = Math.ceil(tiles.length / columns);
  const [width, height] = [columns * cellWidth - gap, rows * cellHeight - gap];
  const placed = tiles.map((tile, index) => ({
    ...tile,
    x: (index % columns) * cellWidth + size / 2,
    y: Math.floor(index / columns) * cellHeight + tall / 2,
    src: pngDataUri(tile.pixels),
  }));
  const node = plotPanel(document, theme, {
    width,
    height,
    margin: 0,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    marks: tileMarks(placed, theme, size, tall),
  });
  return { node, width, height };
}

type PlacedTile = Tile & { x: number; y: number; src: string };

function tileMarks(tiles: readonly PlacedTile[], theme: Theme, size: number, tall: number): Plot.Markish[] {
  const at = { x: 'x', y: 'y' };
  const box = { x1: left(size), x2: right(size), y1: top(tall), y2: bottom(tall), fill: 'none' };
  const wrong = tiles.filter(({ isRight }) => isRight === false);
  const known = tiles.filter(({ isRight }) => isRight !== undefined);
  return [
    Plot.image(tiles, { ...at, src: 'src', width: size, height: tall, imageRendering: 'optimizeSpeed' }),
    Plot.rect(tiles, { ...box, stroke: theme.muted, strokeOpacity: 0.55 }),
    Plot.rect(wrong, { ...box, inset: -1.5, stroke: theme.wrong, strokeWidth: 3 }),
    Plot.dot(known, {
      x: (tile: PlacedTile) => tile.x - size / 2 + 7,
      y: 'y',
      dy: Math.round(tall / 2) + 15,
      r: 5,
      symbol: (tile: PlacedTile) => (tile.isRight ? check : 'times'),
      stroke: (tile: PlacedTile) => (tile.isRight ? theme.right : theme.wrong),
      strokeWidth: 2.25,
    }),
    captions(
      tiles.filter(({ isRight }) => isRight !== false),
      size,
      tall,
      400,
    ),
    captions(wrong, size, tall, 600),
  ];
}

function captions(tiles: readonly PlacedTile[], size: number, tall: number, fontWeight: number): Plot.Markish {
  return Plot.text(tiles, {
    x: (tile: PlacedTile) => tile.x - size / 2 + (tile.isRight === undefined ? 0 : 18),
    y: 'y',
    dy: Math.round(tall / 2) + 15,
    text: 'caption',
    textAnchor: 'start',
    fontSize: 12,
    fontWeight,
  });
}

const left = (size: number) => (tile: PlacedTile) => tile.x - size / 2;
const right = (size: number) => (tile: PlacedTile) => tile.x + size / 2;
const top = (tall: number) => (tile: PlacedTile) => tile.y - tall / 2;
const bottom = (tall: number) => (tile: PlacedTile) => tile.y + tall / 2;

/** A tick, as a symbol of Observable Plot. */
const check = {
  draw(context: Pick<CanvasPath, 'moveTo' | 'lineTo'>, size: number): void {
    const r = Math.sqrt(size / Math.PI);
    context.moveTo(-r, 0);
    context.lineTo(-r * 0.3, r * 0.75);
    context.lineTo(r, -r * 0.75);
  },
};
