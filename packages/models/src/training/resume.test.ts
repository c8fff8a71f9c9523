import { readdir } from 'node:fs/promises';
import { cpu, useBackend } from '@glassbox/backends';
import type { TrainingEvent } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { checkpoint } from '../callbacks/checkpoint.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { loadModel } from '../saving/load-model.js';

const make = (seed = 9) =>
  sequential(
    [
      layers.input([2]),
      layers.dense(8),
      layers.batchNormalization(),
      layers.activation('tanh'),
      layers.dropout(0.4),
      layers.dense(3, { activation: 'softmax' }),
    ],
    { seed },
  ).compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const data = blobs(200);
const options = { epochs: 4, validationSplit: 0.2, batchSize: 16 };

beforeAll(() => useBackend(cpu()));

describe('a run that is resumed', () => {
  it.each([
    [1, 3],
    [2, 10],
    [3, 1],
  ])('from an abort in epoch %i after step %i ends as the one never stopped, bit for bit', async (epoch, step) => {
    const whole = make();
    const expected = await whole.fit(data, options);
    const place = await temporaryFolder();
    const cancel = new AbortController();
    const onEvent = (event: TrainingEvent) => {
      if (event.type === 'batch-end' && event.epoch === epoch && event.step === step) cancel.abort();
    };
    const stopped = make().fit(data, { ...options, callbacks: [checkpoint(place)], signal: cancel.signal, onEvent });
    await expect(stopped).rejects.toMatchObject({
      code: 'aborted',
      details: { epochsDone: epoch - 1, stepsDone: step },
    });
    const model = make();
    const history = await model.fit(data, { ...options, resumeFrom: place });
    expect(history.metrics).toEqual(expected.metrics);
    expect(await model.getWeights()).toEqual(await whole.getWeights());
  });

  it('from a finished epoch goes on to more epochs, bit for bit', async () => {
    const expected = await make().fit(data, options);
    const place = await temporaryFolder();
    await make().fit(data, { ...options, epochs: 2, callbacks: [checkpoint(place)] });
    const history = await make().fit(data, { ...options, resumeFrom: place });
    expect(history.metrics).toEqual(expected.metrics);
    expect(history.epochs).toEqual([1, 2, 3, 4]);
  });

  it('needs a checkpoint of the same seed and optimizer, and a checkpoint at all', async () => {
    const place = await temporaryFolder();
    await make().fit(data, { epochs: 1, callbacks: [checkpoint(place)] });
    await expect(make(10).fit(data, { ...options, resumeFrom: place })).rejects.toThrow(
      /made with seed 9, but the model has 10/,
    );
    const other = make().compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
    await expect(other.fit(data, { ...options, resumeFrom: place })).rejects.toThrow(/made with optimizer adam/);
    const plain = await temporaryFolder();
    await make().save(plain);
    await expect(make().fit(data, { ...options, resumeFrom: plain })).rejects.toMatchObject({ code: 'bad-checkpoint' });
  });
});

describe('a checkpoint', () => {
  it('is a model, replaces the one before and leaves no old files', async () => {
    const place = await temporaryFolder();
    const model = make();
    await model.fit(data, { ...options, callbacks: [checkpoint(place)] });
    expect((await readdir(place)).length).toBe(2);
    const loaded = await loadModel(place);
    expect((await loaded.predict(data)).data).toEqual((await model.predict(data)).data);
  });
});
