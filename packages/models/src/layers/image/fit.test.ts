import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { sequential } from '../../model/sequential.js';
import { layers } from '../index.js';
import { adaptNormalization } from './normalization.js';

const count = 64;
const stream = random(9, 'images');
const targets = { data: Int32Array.from({ length: count }, (_, i) => i % 2), shape: [count] };
/** Class 0 has a bright middle, class 1 a dark one, whichever way they are turned. */
const inputs = {
  data: Float32Array.from({ length: count * 64 }, (_, i) => {
    const [row, column] = [Math.floor(i / 8) % 8, i % 8];
    const isMiddle = row > 1 && row < 6 && column > 1 && column < 6;
    return (isMiddle === (Math.floor(i / 64) % 2 === 0) ? 0.8 : 0.2) + 0.1 * stream.uniform();
  }),
  shape: [count, 8, 8, 1],
};

async function fitted() {
  const model = sequential(
    [
      layers.input([8, 8, 1]),
      layers.randomFlip(),
      layers.randomRotation(0.2),
      layers.randomTranslation(0.1, 0.1),
      layers.randomZoom(0.1),
      layers.randomContrast(0.1),
      layers.randomBrightness(0.1),
      layers.randomErasing({ factor: 0.5, scale: 0.05 }),
      layers.normalization(adaptNormalization(inputs)),
      layers.resizing(6, 6),
      layers.flatten(),
      layers.dense(8, { activation: 'hardSwish' }),
      layers.activityRegularization({ l2: 1e-4 }),
      layers.dense(2),
      layers.softmax(),
    ],
    { seed: 5 },
  );
  model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const history = await model.fit({ inputs, targets }, { epochs: 12, batchSize: 16, progress: false });
  const evaluation = await model.evaluate({ inputs, targets });
  model.dispose();
  return { losses: history.loss, evaluation };
}

beforeAll(() => useBackend(wasm()));

it('learns through augmentation, the same from the same seed, and leaves no tensor', async () => {
  const before = memory().numTensors;
  const first = await fitted();
  expect(memory().numTensors).toBe(before);
  expect(first.evaluation.accuracy).toBeGreaterThan(0.95);
  expect(first.losses.at(-1)!).toBeLessThan(first.losses[0]! / 2);
  expect(await fitted()).toEqual(first);
});
