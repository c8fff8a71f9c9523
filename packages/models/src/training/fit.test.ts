import { cpu, useBackend } from '@glassbox/backends';
import type { IndexedData, StreamedData, TrainingEvent } from '@glassbox/core';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { layers } from '../layers/index.js';
import { losses } from '../losses/index.js';
import { sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';

const classifier = (seed: number, rate = 0) =>
  sequential(
    [
      layers.input([2]),
      layers.dense(16, { activation: 'relu' }),
      layers.dropout(rate),
      layers.dense(3, { activation: 'softmax' }),
    ],
    { seed },
  ).compile({
    optimizer: optimizers.adam({ learningRate: 0.01 }),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });

beforeAll(() => useBackend(cpu()));

describe('fit', () => {
  it('learns, and measures every epoch (seed 42)', async () => {
    const data = blobs(300);
    const model = classifier(42);
    const before = await model.evaluate(data);
    const history = await model.fit(data, { epochs: 8, validationSplit: 0.2 });
    expect(history.epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(history.loss.at(-1)!).toBeLessThan(0.6 * before.loss);
    expect(history.valAccuracy.at(-1)!).toBeGreaterThan(0.85);
    for (const series of [history.loss, history.accuracy, history.valLoss, history.seconds, history.learningRate]) {
      expect(series).toHaveLength(8);
    }
    expect(history.metrics.valLoss).toBe(history.valLoss);
  });

  it('gives the same run for the same seed and another for another', async () => {
    const losses = async (seed: number) => (await classifier(seed, 0.3).fit(blobs(120), { epochs: 3 })).loss;
    expect(await losses(7)).toEqual(await losses(7));
    expect(await losses(7)).not.toEqual(await losses(8));
  });

  it('takes the last samples for validation, before shuffling', async () => {
    const data = blobs(100);
    const seen = new Set<number>();
    const watched: IndexedData = {
      ...data,
      readBatch(indices) {
        if (indices.length === 10) for (const index of Array.from(indices)) seen.add(index);
        return data.readBatch(indices);
      },
    };
    await classifier(1).fit(watched, { validationSplit: 0.25, batchSize: 10, epochs: 1 });
    expect(Math.max(...seen)).toBe(74);
    expect(seen.size).toBe(70); // seven full batches of the first 75
  });

  it('shuffles each epoch in another order, and not at all where told', async () => {
    const firsts = async (shuffle: boolean) => {
      const data = blobs(64);
      const orders: number[][] = [];
      const watched: IndexedData = {
        ...data,
        readBatch(indices) {
          orders.push(Array.from(indices));
          return data.readBatch(indices);
        },
      };
      await classifier(3).fit(watched, { epochs: 2, batchSize: 64, shuffle });
      return orders;
    };
    const [first, second] = await firsts(true);
    expect(first).not.toEqual(second);
    expect([...first!].sort((a, b) => a - b)).toEqual([...second!].sort((a, b) => a - b));
    expect((await firsts(false))[1]).toEqual(Array.from({ length: 64 }, (_, i) => i));
  });

  it('tells progress as events in order', async () => {
    const events: TrainingEvent[] = [];
    await classifier(1).fit(blobs(96), { epochs: 2, onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual([
      'train-begin',
      ...['epoch-begin', 'batch-end', 'batch-end', 'batch-end', 'epoch-end'],
      ...['epoch-begin', 'batch-end', 'batch-end', 'batch-end', 'epoch-end'],
      'train-end',
    ]);
    expect(events[0]).toMatchObject({ epochs: 2, samples: 96, stepsPerEpoch: 3, batchSize: 32 });
  });

  it('waits where it is told to pause, and an abort ends the pause', async () => {
    const order: string[] = [];
    const pausing = () => {
      if (order.length !== 1) return undefined;
      return new Promise<void>((resolve) => {
        order.push('paused');
        queueMicrotask(resolve);
      });
    };
    await classifier(1).fit(blobs(64), {
      pause: pausing,
      onEvent: ({ type }) => type === 'batch-end' && order.push(type),
    });
    expect(order).toEqual(['batch-end', 'paused', 'batch-end']);
    const cancel = new AbortController();
    const endless = classifier(1).fit(blobs(64), {
      signal: cancel.signal,
      pause: () => {
        queueMicrotask(() => cancel.abort());
        return new Promise<void>(() => undefined);
      },
    });
    await expect(endless).rejects.toMatchObject({ code: 'aborted' });
  });

  it('trains from a stream, and asks for validation data of its own there', async () => {
    const data = blobs(60);
    const stream: StreamedData = {
      inputShape: [2],
      targetShape: [],
      size: undefined,
      async *batches(batchSize) {
        for (let i = 0; i < 60; i += batchSize) {
          yield data.readBatch(Array.from({ length: Math.min(batchSize, 60 - i) }, (_, k) => i + k));
        }
      },
    };
    const fromStream = await classifier(5).fit(stream, { epochs: 2 });
    const fromArrays = await classifier(5).fit(data, { epochs: 2, shuffle: false });
    expect(fromStream.loss).toEqual(fromArrays.loss);
    await expect(classifier(5).fit(stream, { validationSplit: 0.2 })).rejects.toMatchObject({ code: 'bad-argument' });
  });

  it('weights the loss of classes', async () => {
    const data = blobs(90);
    const onlyFirst = await classifier(2).fit(data, { epochs: 15, classWeight: { 0: 1, 1: 0, 2: 0 } });
    expect(onlyFirst.accuracy.at(-1)!).toBeLessThan(0.45);
    const all = await classifier(2).fit(data, { epochs: 15 });
    expect(all.accuracy.at(-1)!).toBeGreaterThan(0.8);
  });

  it('leaves no tensor behind but the weights and what the optimizer remembers', async () => {
    const model = classifier(1, 0.2);
    const data = blobs(70);
    await model.fit(data, { epochs: 1, validationSplit: 0.2 });
    const held = memory().numTensors;
    await model.fit(data, { epochs: 2, validationSplit: 0.2 });
    await model.evaluate(data);
    await model.predict(data);
    expect(memory().numTensors).toBe(held);
    model.dispose();
    expect(memory().numTensors).toBe(held - 4 - 8);
  });
});

describe('fit refuses in words', () => {
  const regression = () => sequential([layers.input([2]), layers.dense(1)], { seed: 1 });

  it.each([
    ['epochs 0', { epochs: 0 }, /epochs is a whole number above 0, but 0 came/],
    ['batch size 2.5', { batchSize: 2.5 }, /batchSize is a whole number/],
    ['validationSplit 1', { validationSplit: 1 }, /at least 0 and below 1/],
    ['class weight -1', { classWeight: { 0: -1 } }, /numbers of at least 0, but 0: -1/],
  ])('%s', async (_, options, message) => {
    await expect(classifier(1).fit(blobs(9), options)).rejects.toThrow(message);
  });

  it('a model that was not compiled', async () => {
    await expect(regression().fit(blobs(9))).rejects.toMatchObject({ code: 'not-compiled' });
  });

  it('a loss on probabilities without a softmax', () => {
    expect(() => regression().compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' })).toThrow(
      /activation: 'softmax'/,
    );
  });

  it('a label that has no output', async () => {
    const model = sequential([layers.input([2]), layers.dense(2, { activation: 'softmax' })]);
    model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    await expect(model.fit(blobs(9))).rejects.toThrow(/Label 2 has no place among the 2 outputs/);
  });

  it('class indices where one-hot rows are wanted', async () => {
    const model = sequential([layers.input([2]), layers.dense(3, { activation: 'softmax' })]);
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    await expect(model.fit(blobs(9))).rejects.toThrow(/use the loss 'sparseCategoricalCrossentropy'/);
  });

  it('an input of another shape', async () => {
    const model = sequential([layers.input([3]), layers.dense(3, { activation: 'softmax' })]);
    model.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    await expect(model.fit(blobs(9))).rejects.toThrow(/takes samples of shape \[3\], but \[2\] came/);
  });

  it('a misspelt name, with the nearest one', () => {
    expect(() => regression().compile({ optimizer: 'adm' as 'adam', loss: 'meanSquaredError' })).toThrow(
      /Did you mean 'adam'/,
    );
  });

  it('a loss that is no longer finite, and says at which batch', async () => {
    const model = regression().compile({
      optimizer: optimizers.sgd({ learningRate: 1e20 }),
      loss: losses.meanSquaredError(),
    });
    const inputs = { data: Float32Array.from({ length: 20 }, (_, i) => i), shape: [10, 2] };
    const targets = { data: new Float32Array(10).fill(1), shape: [10, 1] };
    const failure = model.fit({ inputs, targets }, { batchSize: 2, epochs: 3, shuffle: false });
    await expect(failure).rejects.toMatchObject({ code: 'loss-not-finite', details: { epoch: 1 } });
    await expect(failure).rejects.toThrow(/at batch \d of epoch 1.*learning rate below/);
  });

  it('a second fit while one runs', async () => {
    const model = classifier(1);
    const first = model.fit(blobs(30));
    await expect(model.fit(blobs(30))).rejects.toMatchObject({ code: 'busy' });
    await first;
  });
});
