import { cpu, useBackend } from '@glassbox/backends';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';

beforeAll(() => useBackend(cpu()));

const model = () =>
  sequential(
    [layers.input([2]), layers.dense(16, { activation: 'relu' }), layers.dense(3, { activation: 'softmax' })],
    { seed: 3 },
  ).compile({ optimizer: optimizers.sgd(), loss: 'sparseCategoricalCrossentropy' });

it('finds a rate that trains well, and leaves weights, optimizer and memory as they were (seed 3)', async () => {
  const data = blobs(300);
  const subject = model();
  const [start] = (await subject.fit(data, { epochs: 1 })).loss;
  const before = await subject.getWeights();
  const tensors = memory().numTensors;
  const curve = await subject.findLearningRate(data, { from: 1e-5, to: 100, steps: 80 });
  expect(memory().numTensors).toBe(tensors);
  expect(await subject.getWeights()).toEqual(before);
  expect(curve.rates[0]).toBeCloseTo(1e-5, 10);
  expect(curve.rates).toHaveLength(curve.smoothed.length);
  expect(curve.diverged).toBe(true);
  expect(curve.suggestion).toBeGreaterThan(0.003);
  expect(curve.suggestion).toBeLessThan(3);
  expect(await subject.findLearningRate(data, { from: 1e-5, to: 100, steps: 80 })).toEqual(curve);
  const trained = sequential(
    [layers.input([2]), layers.dense(16, { activation: 'relu' }), layers.dense(3, { activation: 'softmax' })],
    { seed: 3 },
  );
  trained.compile({
    optimizer: optimizers.sgd({ learningRate: curve.suggestion }),
    loss: 'sparseCategoricalCrossentropy',
  });
  expect((await trained.fit(data, { epochs: 3 })).loss.at(-1)!).toBeLessThan(start!);
});

it('refuses ranges that are none, and ends when it is told to', async () => {
  const data = blobs(60);
  await expect(model().findLearningRate(data, { from: 1, to: 0.1 })).rejects.toThrow(/go up from above 0/);
  await expect(model().findLearningRate(data, { steps: 3 })).rejects.toThrow(/at least 10/);
  const stop = new AbortController();
  stop.abort();
  await expect(model().findLearningRate(data, { signal: stop.signal })).rejects.toMatchObject({ code: 'aborted' });
});
