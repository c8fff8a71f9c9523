import type { NdArray } from '@glassbox/core';
import { inkPixels } from '../images/colour-maps.js';
import { type GridInfo, type GridOptions, type GridTile, gridInfo } from '../info/grid-info.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import { textWidth } from './svg.js';
import type { Theme } from './theme.js';
import { tilesPanel } from './tiles.js';

/**
 * Draws grayscale images in rows, each with its true class or its prediction; wrong predictions have a thick frame, a cross
 * and both classes in words.
 *
 * @param images `[count, height, width]`, a channel axis of 1 behind allowed; bytes or floats (see `imageInfo`'s ranges).
 * Other shapes throw `bad-shape`; labels or predictions of another number than the images throw `length-mismatch`.
 * @example
 * toSvg(imageGrid(batch.inputs, { labels: batch.targets.data, predictions: probabilities.argmax() }));
 */
export function imageGrid(images: NdArray, options: GridOptions = {}): Chart<GridInfo> {
  const info = gridInfo(images, options);
  const title = options.title ?? (options.predictions ? 'Predictions' : 'Images');
  const count = info.tiles.length;
  const subtitle = info.right === undefined ? undefined : `${info.right} of ${count} right`;
  const description = `${count} images${subtitle ? `, ${subtitle} predictions` : ''}: ${info.tiles.map(caption).join('; ')}.`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: ['image', 'true class', 'predicted class'],
      rows: info.tiles.map(({ label, prediction }, index) => [index + 1, label ?? null, prediction ?? null]),
    },
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

interface Words {
  readonly title: string;
  readonly description: string;
  readonly subtitle: string | undefined;
}

function draw(document: Document, theme: Theme, { tiles, columns }: GridInfo, words: Words): SVGSVGElement {
  const longest = tiles.reduce((most, tile) => Math.max(most, textWidth(caption(tile), 12) + 22), 0);
  const size = Math.min(150, Math.max(76, Math.ceil(longest)));
  const panel = tilesPanel(document, theme, {
    tiles: tiles.map((tile) => ({ pixels: pixels(tile), caption: caption(tile), isRight: tile.isRight })),
    columns,
    size,
    gap: 12,
  });
  const width = Math.max(300, panel.width + 40);
  const body = [{ node: panel.node, x: 20, y: 8 }];
  return figure(document, theme, { ...words, width, bodyHeight: panel.height + 22, body });
}

const pixels = ({ image }: GridTile) => inkPixels(image.shares, image.width, image.height);

function caption({ label, prediction, isRight }: GridTile): string {
  if (isRight === false) return `${prediction}, not ${label}`;
  return prediction ?? label ?? '';
}
