import { GlassboxError } from '@glassbox/core';
import type { RasterOptions } from '../render/raster-options.js';

/** Turns an SVG into PNG bytes by the browser's own renderer and fonts. */
export async function rasterize(source: string, { scale }: RasterOptions): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new GlassboxError('render-failed', 'The browser made no picture of the chart; try a smaller scale.');
  return new Uint8Array(await blob.arrayBuffer());
}
