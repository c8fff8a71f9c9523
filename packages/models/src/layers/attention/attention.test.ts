import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sequential } from '../../model/sequential.js';
import { optimizers } from '../../optimizers/index.js';
import { loadModel } from '../../saving/load-model.js';
import { layers } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-attention-'));
beforeAll(() => useBackend(wasm()));
afterAll(() => rmSync(folder, { recursive: true }));

/** Sequences whose class is whether the first and the last step are alike: what no step can tell by itself. */
function pairs(count: number) {
  const source = random(11, 'pairs');
  const [steps, features] = [6, 4];
  const data = new Float32Array(count * steps * features);
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const marks = Array.from({ length: steps }, () => source.integer(2));
    labels[i] = Number(marks[0] === marks[steps - 1]);
    for (const [step, mark] of marks.entries()) {
      const row = (i * steps + step) * features;
      data[row + mark] = 1;
      data[row + 2] = Number(step === 0);
      data[row + 3] = Number(step === steps - 1);
    }
  }
  return { inputs: { data, shape: [count, steps, features] }, targets: { data: labels, shape: [count] } };
}

const model = () =>
  sequential(
    [
      layers.input([6, 4]),
      layers.dense(16),
      layers.multiHeadAttention(2, 8, { dropout: 0.05 }),
      layers.layerNormalization(),
      layers.timeDistributed(layers.dense(8, { activation: 'relu' })),
      layers.bidirectional(layers.gru(6)),
      layers.dense(2, { activation: 'softmax' }),
    ],
    { seed: 4 },
  ).compile({
    optimizer: optimizers.adam({ learningRate: 0.01 }),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });

it('attention learns on WASM what lies in two steps together, and a saved model answers alike (seed 4)', async () => {
  const data = pairs(400);
  const trained = model();
  const { loss, accuracy } = await trained.fit(data, { epochs: 15, batchSize: 40 });
  expect(loss.at(-1)!).toBeLessThan(0.3 * loss[0]!);
  expect(accuracy.at(-1)!).toBeGreaterThan(0.95);
  await trained.save(folder);
  const again = await loadModel(folder);
  expect(again.summaryData().totalParameters).toBe(trained.summaryData().totalParameters);
  expect((await again.predict(data)).data).toEqual((await trained.predict(data)).data);
});

it('attention, normalisation and wrappers refuse in words', () => {
  const shapeAfter = (shape: number[], layer: ReturnType<typeof layers.attention>) =>
    sequential([layers.input(shape), layer]).outputShape;
  expect(shapeAfter([5, 3], layers.bidirectional(layers.lstm(4), { mergeMode: 'sum' }))).toEqual([4]);
  expect(shapeAfter([5, 3], layers.einsumDense('abc,cd->abd', [null, 7]))).toEqual([5, 7]);
  expect(() => layers.multiHeadAttention(0, 2)).toThrow(/whole numbers above 0 .* but 0 came/);
  expect(() => shapeAfter([5], layers.multiHeadAttention(1, 2))).toThrow(/sequences \[steps, features\]/);
  expect(() => shapeAfter([4, 6], layers.groupNormalization({ groups: 4 }))).toThrow(/Use a divisor of 6/);
  expect(() => shapeAfter([4], layers.layerNormalization({ axis: 2 }))).toThrow(/1 to 1 or -1 to -1/);
  expect(() => shapeAfter([4], layers.timeDistributed(layers.dense(2)))).toThrow(/sequences \[steps, \.\.\.shape\]/);
  expect(() => layers.bidirectional(layers.lstm(2, { goBackwards: true }))).toThrow(/runs forwards/);
  expect(() => shapeAfter([3], layers.einsumDense('ab,bc->ad', [2]))).toThrow(/extent of the axis 'c'/);
});
