import { requireArgument } from '@glassbox/core';
import { rasterize } from '#raster';
import type { Chart } from '../charts/chart.js';
import type { ThemeName } from '../charts/theme.js';
import type { RasterOptions } from './raster-options.js';
import { toSvg } from './to-svg.js';

/** What `toPng` takes. */
export interface PngOptions {
  /** Pixels of the picture for one pixel of the chart, above 0 and at most 8. Default 2. */
  readonly scale?: number;
  /** Default `light`. */
  readonly theme?: ThemeName;
  /** Further fonts (TTF, OTF or WOFF2) for scripts other than Latin and Greek. Used in Node only. */
  readonly fonts?: RasterOptions['fonts'];
}

/**
 * Draws a chart as the bytes of a PNG file.
 *
 * In Node the fonts come with the package, so the picture is the same on a machine that has none; in a page the browser draws.
 * A scale outside (0, 8] throws `bad-argument`.
 *
 * @example
 * await writeFile('curves.png', await toPng(trainingCurves(history), { scale: 2 }));
 */
export async function toPng(chart: Chart, options: PngOptions = {}): Promise<Uint8Array> {
  const { scale = 2, theme = 'light', fonts } = options;
  requireArgument(scale > 0 && scale <= 8, `The scale of a PNG is above 0 and at most 8, but ${scale} came.`, {
    scale,
  });
  return rasterize(toSvg(chart, { theme }), { scale, fonts });
}
