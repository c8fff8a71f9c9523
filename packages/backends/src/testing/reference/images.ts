import type { Values } from '../check.js';
import { valuesOf } from '../values.js';

/** A pixel's channel, or what stands beyond the edge: the edge itself (`nearest`) or a value. */
function read(x: Values, at: readonly [number, number, number, number], fill: number | 'nearest'): number {
  const [, height, width, channels] = x.shape as [number, number, number, number];
  const [sample, row, column, channel] = at;
  const [y, z] = [Math.min(Math.max(row, 0), height - 1), Math.min(Math.max(column, 0), width - 1)];
  if (fill !== 'nearest' && (y !== row || z !== column)) return fill;
  return x.data[((sample * height + y) * width + z) * channels + channel]!;
}

/** Each output pixel is a bilinear mean around `A (x, y, 1)`, A being `transforms[sample]`; x counts columns. */
export function affine(x: Values, transforms: readonly (readonly number[])[], fill: number | 'nearest'): Values {
  const [, height, width, channels] = x.shape as [number, number, number, number];
  return valuesOf(x.shape, (i) => {
    const channel = i % channels;
    const column = Math.floor(i / channels) % width;
    const row = Math.floor(i / channels / width) % height;
    const sample = Math.floor(i / channels / width / height);
    const [a0, a1, a2, b0, b1, b2] = transforms[sample] as [number, number, number, number, number, number];
    const inside = (place: number, length: number) =>
      fill === 'nearest' ? Math.min(Math.max(place, 0), length - 1) : place;
    const right = inside(a0 * column + a1 * row + a2, width);
    const down = inside(b0 * column + b1 * row + b2, height);
    let sum = 0;
    for (const r of [Math.floor(down), Math.floor(down) + 1]) {
      for (const c of [Math.floor(right), Math.floor(right) + 1]) {
        sum += (1 - Math.abs(down - r)) * (1 - Math.abs(right - c)) * read(x, [sample, r, c, channel], fill);
      }
    }
    return sum;
  });
}
