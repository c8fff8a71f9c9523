// Trains the notebook's network on the page's main thread, and measures for how long the page does not come to its turn meanwhile.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { ndArray, random } from '@glassbox/core';
import { layers, sequential } from '@glassbox/models';
import { watchTurns } from './turns.js';

/** Images that say nothing, as large as MNIST's: the time does not depend on what is in them. */
function images(count: number) {
  const values = random(1, 'pixels');
  const pixels = Float32Array.from({ length: count * 784 }, () => values.uniform());
  const labels = Int32Array.from({ length: count }, (_, i) => i % 10);
  return { inputs: ndArray(pixels, [count, 28, 28]), targets: ndArray(labels, [count]) };
}

async function longestStretch(rows: number): Promise<number> {
  await useBackend(wasm());
  const hidden = layers.dense(128, { activation: 'relu' });
  const output = layers.dense(10, { activation: 'softmax' });
  const model = sequential([layers.input([28, 28]), layers.flatten(), hidden, layers.dropout(0.2), output], {
    seed: 42,
  });
  model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const data = images(rows);
  const watch = watchTurns();
  await model.fit(data, { validationSplit: 0.2 });
  return watch.stop();
}

Object.assign(globalThis, { longestStretch });
