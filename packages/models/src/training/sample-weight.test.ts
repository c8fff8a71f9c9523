import { cpu, useBackend } from '@glassbox/backends';
import { type Batch, GlassboxError } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { layers } from '../layers/index.js';
import { type Sequential, sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';

beforeAll(() => useBackend(cpu()));

const inputs = { data: Float32Array.of(1, 2, -1, 0.5, 3, -2, 0, 1, 2, 2), shape: [5, 2] };
const targets = { data: Float32Array.of(0, 1, 2, -1, 3), shape: [5, 1] };
const sampleWeights = [0.5, 2, 0, 1, 3.25];

const model = (): Sequential =>
  sequential([layers.input([2]), layers.dense(1)], { seed: 3 }).compile({
    optimizer: optimizers.sgd({ learningRate: 0.1 }),
    loss: 'meanSquaredError',
    metrics: ['meanAbsoluteError'],
  });

async function squaredErrors(trained: Sequential): Promise<number[]> {
  const { data } = await trained.predict({ inputs });
  return [...data].map((value, i) => (value - targets.data[i]!) ** 2);
}

const weightedMean = (losses: readonly number[], weights: readonly number[]) =>
  losses.reduce((sum, loss, i) => sum + loss * weights[i]!, 0) / losses.length;

describe('sample weights', () => {
  it('weigh the loss of evaluate, not its metrics, over the number of samples', async () => {
    const plain = await model().evaluate({ inputs, targets });
    const weighted = await model().evaluate({ inputs, targets, sampleWeights }, { batchSize: 2 });
    expect(weighted.loss).toBeCloseTo(weightedMean(await squaredErrors(model()), sampleWeights), 5);
    expect(weighted.meanAbsoluteError).toBeCloseTo(plain.meanAbsoluteError!, 6);
  });

  it('weigh training, shuffled or not, and the part kept for validation', async () => {
    const untrained = await squaredErrors(model());
    const trained = model();
    const options = { sampleWeight: sampleWeights, validationSplit: 0.4, batchSize: 3, progress: false } as const;
    const { loss, valLoss } = await trained.fit({ inputs, targets }, options);
    expect(loss[0]).toBeCloseTo(weightedMean(untrained.slice(0, 3), sampleWeights), 5);
    const after = (await squaredErrors(trained)).slice(3);
    expect(valLoss[0]).toBeCloseTo(weightedMean(after, sampleWeights.slice(3)), 5);
  });

  it('leave a sample of weight 0 out of the gradient', async () => {
    const [withIt, without] = [model(), model()];
    const only = {
      inputs: { data: inputs.data.slice(0, 4), shape: [2, 2] },
      targets: { data: targets.data.slice(0, 2), shape: [2, 1] },
    };
    await withIt.fit({ inputs, targets }, { sampleWeight: [1, 1, 0, 0, 0], batchSize: 5, progress: false });
    await without.fit(only, { sampleWeight: [0.4, 0.4], progress: false });
    const kernels = await Promise.all([withIt, without].map(async (each) => (await each.getWeights())[0]!.data));
    expect(kernels[0]![0]).toBeCloseTo(kernels[1]![0]!, 6);
    expect(kernels[0]![1]).toBeCloseTo(kernels[1]![1]!, 6);
  });

  it('multiply with those that data carry and with those of classes', async () => {
    const labels = { data: Int32Array.of(0, 1, 1, 0, 1), shape: [5] };
    const classifier = () =>
      sequential([layers.input([2]), layers.dense(2, { activation: 'softmax' })], { seed: 3 }).compile({
        optimizer: 'sgd',
        loss: 'sparseCategoricalCrossentropy',
      });
    const lossWith = async (carried: number[], options: object) => {
      const data = { inputs, targets: labels, sampleWeights: carried };
      return (await classifier().fit(data, { batchSize: 5, progress: false, ...options })).loss[0]!;
    };
    const all = await lossWith([1, 6, 6, 1, 6], {});
    const parts = await lossWith([1, 2, 2, 1, 2], { sampleWeight: [2, 1, 1, 2, 1], classWeight: { 0: 0.5, 1: 3 } });
    expect(parts).toBeCloseTo(all, 5);
  });

  it('come with the batches of a stream', async () => {
    const stream = {
      size: undefined,
      inputShape: [2],
      targetShape: [1],
      async *batches(): AsyncGenerator<Batch> {
        yield { size: 5, inputs, targets, sampleWeights: Float32Array.from(sampleWeights) };
      },
    };
    const { loss } = await model().evaluate(stream);
    expect(loss).toBeCloseTo(weightedMean(await squaredErrors(model()), sampleWeights), 5);
    const refused = model().fit(stream, { sampleWeight: sampleWeights, progress: false });
    await expect(refused).rejects.toThrow(/A stream takes no list of sample weights/);
  });

  it.each([
    [[1, 2], /5 samples but 2 sample weights/],
    [[1, 2, -1, 0, 0], /weight 2 is -1/],
    [[1, 2, Number.NaN, 0, 0], /weight 2 is NaN/],
  ])('%o are refused before anything changes', async (weights, message) => {
    const refused = model().fit({ inputs, targets }, { sampleWeight: weights, progress: false });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(GlassboxError);
  });
});
