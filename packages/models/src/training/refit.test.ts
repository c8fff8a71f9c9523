import { cpu, useBackend } from '@glassbox/backends';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import { type Sequential, sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';
import { OptimizerState } from './optimizer-state.js';

/** The same layer, none of whose weights a gradient changes. */
const frozen = (layer: Layer): Layer => ({
  ...layer,
  build(shape) {
    const built = layer.build(shape);
    return { ...built, weights: built.weights.map((weight) => ({ ...weight, trainable: false })) };
  },
});

const first = layers.dense(8, { activation: 'relu', name: 'first' });
const last = layers.dense(3, { activation: 'softmax', name: 'last' });
const loss = 'sparseCategoricalCrossentropy';
const data = blobs(96);

beforeAll(() => useBackend(cpu()));

const weightsOf = async (model: Sequential, layer: string) =>
  (await model.getWeights()).filter(({ name }) => name.startsWith(`${layer}/`));

describe('one optimizer value', () => {
  const optimizer = optimizers.adam({ learningRate: 0.05, ema: { momentum: 0.5 } });

  it('trains on after the set of trainable weights changed', async () => {
    const model = sequential([layers.input([2]), first, last], { seed: 2 }).compile({ optimizer, loss });
    const { loss: before } = await model.fit(data, { epochs: 2 });
    const head = sequential([layers.input([2]), frozen(first), last], { seed: 2 });
    await head.setWeights(await model.getWeights());
    head.compile({ optimizer, loss });
    const [kept, moved] = [await weightsOf(head, 'first'), await weightsOf(head, 'last')];
    const { loss: after } = await head.fit(data, { epochs: 2 });
    expect(await weightsOf(head, 'first')).toEqual(kept);
    expect(await weightsOf(head, 'last')).not.toEqual(moved);
    expect(after.at(-1)!).toBeLessThan(before.at(-1)!);
    const later = sequential([layers.input([2]), first, last], { seed: 2 });
    await later.setWeights(await head.getWeights());
    const { loss: again } = await later.compile({ optimizer, loss }).fit(data, { epochs: 2 });
    expect(again.at(-1)!).toBeLessThan(before.at(-1)!);
  });

  it('has its moments put back by the names of weights where a layer before them is frozen', async () => {
    const whole = sequential([layers.input([2]), first, last], { seed: 2 });
    const saved = new OptimizerState(whole.network, optimizer);
    const values = (await saved.slotValues()).map((slot, i) => ({ ...slot, data: slot.data.map(() => i + 1) }));
    const head = sequential([layers.input([2]), frozen(first), last], { seed: 2 });
    const state = new OptimizerState(head.network, optimizer);
    state.restore(values, 7, 0.05);
    const restored = await state.slotValues();
    expect(restored.map(({ name }) => name)).toEqual(
      ['kernel', 'bias'].flatMap((weight) => ['m', 'v', 'ema'].map((slot) => `last/${weight}/${slot}`)),
    );
    for (const { name, data: numbers } of restored)
      expect(numbers).toEqual(values.find((value) => value.name === name)!.data);
  });
});

describe('averaged weights', () => {
  const make = (ema?: { momentum: number; overwriteEvery?: number }) =>
    sequential([layers.input([2]), first, layers.batchNormalization(), last], { seed: 2 }).compile({
      optimizer: optimizers.sgd({ learningRate: 0.1, ...(ema && { ema }) }),
      loss,
    });

  it('become the weights when training ends, and can be read before that', async () => {
    const seen: Float32Array[] = [];
    const model = make({ momentum: 0.5 });
    const raw: Float32Array[] = [];
    await model.fit(data, {
      epochs: 1,
      callbacks: [
        {
          name: 'watch',
          async onEpochEnd(_epoch, _logs, control) {
            raw.push((await control.getWeights())[0]!.data);
            seen.push((await model.averagedWeights())[0]!.data);
          },
        },
      ],
    });
    const [now] = await model.getWeights();
    expect(now!.data).toEqual(seen[0]);
    expect(now!.data).not.toEqual(raw[0]);
    expect((await model.averagedWeights()).map(({ name }) => name)).toEqual(
      (await model.getWeights()).map(({ name }) => name),
    );
  });

  it('with a momentum of 0 are the weights themselves', async () => {
    const [averaged, plain] = [make({ momentum: 0 }), make()];
    await averaged.fit(data, { epochs: 2 });
    await plain.fit(data, { epochs: 2 });
    expect(await averaged.getWeights()).toEqual(await plain.getWeights());
    await expect(plain.averagedWeights()).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(make().averagedWeights()).rejects.toMatchObject({ code: 'not-built' });
  });
});

it('accumulating over the batches of an epoch is one step with their mean gradient', async () => {
  const train = async (accumulateSteps: number, batchSize: number) => {
    const optimizer = optimizers.sgd({ learningRate: 0.3, momentum: 0.5, accumulateSteps });
    const model = sequential([layers.input([2]), first, last], { seed: 2 }).compile({ optimizer, loss });
    await model.fit(data, { epochs: 4, batchSize, shuffle: false });
    return (await model.getWeights()).flatMap((weight) => [...weight.data]);
  };
  const [inParts, atOnce] = [await train(3, 32), await train(1, 96)];
  inParts.forEach((value, i) => {
    expect(value).toBeCloseTo(atOnce[i]!, 5);
  });
});

it('a clone trains by itself, and the model stays as it was', async () => {
  const optimizer = optimizers.adam({ learningRate: 0.05 });
  const model = sequential([layers.input([2]), first, last], { seed: 2 }).compile({ optimizer, loss });
  await model.fit(data, { epochs: 1 });
  const [weights, copy] = [await model.getWeights(), await model.clone()];
  expect(await copy.getWeights()).toEqual(weights);
  await copy.fit(data, { epochs: 1 });
  expect(await model.getWeights()).toEqual(weights);
  expect(await copy.getWeights()).not.toEqual(weights);
});
