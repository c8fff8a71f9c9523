import { h } from './elements.js';

/** A digit of 28 x 28 values in [0, 1] as dark ink on white paper, with square pixels. */
export function digitCanvas(pixels: Float32Array, label: string): HTMLCanvasElement {
  const canvas = h('canvas', { class: 'digit', width: 28, height: 28, role: 'img', 'aria-label': label });
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(28, 28);
  pixels.forEach((value, i) => {
    image.data.set([0, 0, 0, Math.round(255 * value)], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
