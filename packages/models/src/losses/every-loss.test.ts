import { cpu, useBackend } from '@glassbox/backends';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';
import { type LossName, losses } from './index.js';

beforeAll(() => useBackend(cpu()));

const linear = ['hinge', 'squaredHinge', 'categoricalHinge', 'quantile', 'cosineSimilarity', 'circle'];
const sigmoid = ['binaryCrossentropy', 'binaryFocalCrossentropy'];
const lastActivation = (name: LossName) =>
  linear.includes(name) ? 'linear' : sigmoid.includes(name) ? 'sigmoid' : 'softmax';

/** Three classes in the plane, as indices or as one-hot rows. */
function samplesFor(name: LossName) {
  const { inputs, targets } = blobs(60).readBatch(Array.from({ length: 60 }, (_, i) => i));
  const labels = [...targets!.data];
  if (losses[name]().targetKind === 'classIndex') return { inputs, targets: targets! };
  const data = Float32Array.from(labels.flatMap((label) => [0, 1, 2].map((i) => Number(i === label))));
  return { inputs, targets: { data, shape: [60, 3] } };
}

it.each(Object.keys(losses) as LossName[])(
  '%s makes a network learn, by its name, and keeps no tensor',
  async (name) => {
    const stack = [layers.input([2]), layers.dense(8, { activation: 'tanh' })];
    const last = layers.dense(3, { activation: lastActivation(name) });
    const model = sequential([...stack, last], { seed: 6 }).compile({
      optimizer: optimizers.adam({ learningRate: 0.02 }),
      loss: name,
      metrics: ['accuracy'],
    });
    const samples = samplesFor(name);
    const first = await model.fit(samples, { epochs: 1, batchSize: 20, progress: false });
    const before = memory().numTensors;
    const then = await model.fit(samples, { epochs: 7, batchSize: 20, progress: false });
    await model.evaluate(samples);
    expect(memory().numTensors).toBe(before);
    const loss = [...first.loss, ...then.loss];
    expect(loss.every(Number.isFinite)).toBe(true);
    expect(loss.at(-1)).toBeLessThan(loss[0]!);
  },
);
