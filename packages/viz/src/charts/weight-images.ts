import type { NdArray } from '@glassbox/core';
import { divergingEnds, divergingPixels } from '../images/colour-maps.js';
import { type WeightInfo, type WeightOptions, weightInfo } from '../info/weight-info.js';
import type { Chart } from './chart.js';
import { figure } from './figure.js';
import { divergingLegend } from './share-legend.js';
import type { Theme } from './theme.js';
import { tilesPanel } from './tiles.js';

/**
 * Draws what each unit of a dense layer looks for: the weights from all inputs to the unit as a picture, blue where a bright
 * input raises the unit and orange where it lowers it, on one scale for all.
 *
 * @param kernel the layer's weights, `[inputs, units]`. Another rank, or a picture of another size than the inputs, throws `bad-shape`.
 * @example
 * const [kernel] = await model.getWeights();
 * toSvg(weightImages(kernel, { imageShape: [28, 28], units: [0, 1, 2, 3] }));
 */
export function weightImages(kernel: NdArray, options: WeightOptions = {}): Chart<WeightInfo> {
  const info = weightInfo(kernel, options);
  const title = options.title ?? 'What each unit looks for';
  const subtitle = `${info.units.length} of ${kernel.shape[1]} units`;
  const description =
    `Incoming weights of ${subtitle} as pictures of ${info.height} by ${info.width}, ` +
    `from ${(-info.limit).toPrecision(3)} (orange) over 0 to ${info.limit.toPrecision(3)} (blue).`;
  return {
    info,
    title,
    description,
    table: {
      caption: title,
      columns: ['unit', 'least weight', 'greatest weight', 'mean'],
      rows: info.units.map(({ unit, weights }) => [unit, ...summary(weights)]),
    },
    draw: (document, theme) => draw(document, theme, info, { title, description, subtitle }),
  };
}

function summary(weights: readonly number[]): number[] {
  const least = weights.reduce((a, b) => Math.min(a, b));
  const greatest = weights.reduce((a, b) => Math.max(a, b));
  return [least, greatest, weights.reduce((a, b) => a + b) / weights.length];
}

function draw(
  document: Document,
  theme: Theme,
  { units, width, height, limit, columns }: WeightInfo,
  words: { title: string; description: string; subtitle: string },
): SVGSVGElement {
  const panel = tilesPanel(document, theme, {
    tiles: units.map(({ unit, weights }) => ({
      pixels: divergingPixels(weights, width, height, limit),
      caption: `unit ${unit}`,
    })),
    columns,
    size: 84,
    gap: 12,
  });
  const legend = divergingLegend(document, theme, { label: 'weight', limit, ...divergingEnds });
  const body = [
    { node: legend, x: 20, y: 2 },
    { node: panel.node, x: 20, y: 30 },
  ];
  return figure(document, theme, {
    ...words,
    width: Math.max(360, panel.width + 40),
    bodyHeight: panel.height + 44,
    body,
  });
}
