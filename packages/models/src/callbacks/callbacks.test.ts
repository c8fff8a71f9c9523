import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpu, useBackend } from '@glassbox/backends';
import type { Callback, IndexedData, Logs, TrainingControl } from '@glassbox/core';
import { earlyStopping } from '@glassbox/regularization';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { readGolden } from '../../test/golden.js';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { type OptimizerName, optimizers } from '../optimizers/index.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { schedules } from '../schedules/index.js';
import { csvLogger } from './csv-logger.js';
import { learningRateScheduler } from './learning-rate-scheduler.js';
import { type PlateauOptions, reduceLearningRateOnPlateau } from './reduce-learning-rate-on-plateau.js';
import { terminateOnNaN } from './terminate-on-nan.js';

const make = (optimizer: OptimizerName | Optimizer = 'sgd') =>
  sequential([layers.input([2]), layers.dense(3, { activation: 'softmax' })], { seed: 4 }).compile({
    optimizer,
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });

beforeAll(() => useBackend(cpu()));

/** A run without a network. */
function fakeControl(learningRate = 0.1): TrainingControl & { reason?: string } {
  return {
    epoch: 0,
    learningRate,
    stop: () => undefined,
    getWeights: async () => [],
    setWeights: async () => undefined,
  };
}

async function ratesOf(callback: Callback, logs: readonly Logs[], control = fakeControl(), first = 1) {
  const rates: number[] = [];
  await callback.onTrainBegin?.(control);
  for (const [i, each] of logs.entries()) {
    await callback.onEpochBegin?.(first + i, control);
    await callback.onEpochEnd?.(first + i, each, control);
    rates.push(control.learningRate);
  }
  return rates;
}

describe('reduceLearningRateOnPlateau', () => {
  interface Case {
    readonly monitor: string;
    readonly options: PlateauOptions;
    readonly values: number[];
    readonly rates: number[];
  }
  const cases = readGolden<Case[]>('plateau.json', import.meta.url);

  it.each(cases)('lowers $monitor where Keras does, $options', async ({ monitor, options, values, rates }) => {
    const logs = values.map((value) => ({ [monitor]: value }));
    const ours = await ratesOf(reduceLearningRateOnPlateau({ ...options, monitor }), logs);
    ours.forEach((rate, i) => {
      expect(Math.abs(rate / rates[i]! - 1), `epoch ${i + 1}`).toBeLessThan(1e-6);
    });
  });

  it.each([1, 3, 4, 7])('goes on from a checkpoint of epoch %i as if it had not stopped', async (stop) => {
    const options = { patience: 2, cooldown: 2, factor: 0.5 };
    const logs = [0.5, 0.4, 0.4, 0.41, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.3].map((valLoss) => ({ valLoss }));
    const whole = await ratesOf(reduceLearningRateOnPlateau(options), logs);
    const [first, second] = [reduceLearningRateOnPlateau(options), reduceLearningRateOnPlateau(options)];
    const control = fakeControl();
    const before = await ratesOf(first, logs.slice(0, stop), control);
    second.restore!(JSON.parse(JSON.stringify(first.state!())));
    expect([...before, ...(await ratesOf(second, logs.slice(stop), control, stop + 1))]).toEqual(whole);
    expect(new Set(whole).size).toBeGreaterThan(2);
    expect(() => second.restore!({ wait: 'x' })).toThrow('does not have its form');
  });

  it('refuses options out of range, and the rate of a schedule', async () => {
    expect(() => reduceLearningRateOnPlateau({ factor: 1 })).toThrow('factor lies between 0 and 1, but 1');
    expect(() => reduceLearningRateOnPlateau({ patience: 0.5 })).toThrow('patience is a whole number');
    expect(() => reduceLearningRateOnPlateau({ monitor: 'valSharpe' })).toThrow("mode: 'max' or mode: 'min'");
    const learningRate = schedules.stepDecay({ initialLearningRate: 0.1, decaySteps: 5 });
    const callbacks = [reduceLearningRateOnPlateau({ monitor: 'loss', patience: 0, minDelta: 9 })];
    const run = make(optimizers.sgd({ learningRate })).fit(blobs(32), { epochs: 3, callbacks });
    await expect(run).rejects.toThrow('follows the schedule stepDecay');
    const lacking = make().fit(blobs(32), { callbacks: [reduceLearningRateOnPlateau()] });
    await expect(lacking).rejects.toThrow(/measure to watch 'valLoss'.*Known: accuracy, loss/);
  });
});

describe('learningRateScheduler', () => {
  it('sets the rate of each epoch, which the history and the steps report', async () => {
    const steps: (number | undefined)[] = [];
    const history = await make(optimizers.sgd({ learningRate: 0.4 })).fit(blobs(64), {
      epochs: 3,
      callbacks: [learningRateScheduler((epoch, rate) => (epoch === 1 ? rate : rate / 2))],
      onEvent: (event) => event.type === 'batch-end' && steps.push(event.learningRate),
    });
    expect(history.learningRate).toEqual([0.4, 0.2, 0.1]);
    expect(steps).toEqual([0.4, 0.4, 0.2, 0.2, 0.1, 0.1]);
    const broken = make().fit(blobs(32), { callbacks: [learningRateScheduler(() => Number.NaN)] });
    await expect(broken).rejects.toThrow('for epoch 1 is a finite number of at least 0, but NaN');
  });
});

it('a schedule sets the rate of each step, across fits', async () => {
  const learningRate = schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 1, decayRate: 0.5 });
  const model = make(optimizers.sgd({ learningRate }));
  const rates: (number | undefined)[] = [];
  const onEvent = (event: { type: string; learningRate?: number }) =>
    event.type === 'batch-end' && rates.push(event.learningRate);
  const history = await model.fit(blobs(64), { onEvent });
  await model.fit(blobs(32), { onEvent });
  expect(rates).toEqual([0.1, 0.05, 0.025]);
  expect(history.learningRate).toEqual([0.025]); // as in Keras, the rate that the next step will use
});

describe('terminateOnNaN', () => {
  const poisoned = (): IndexedData => {
    const data = blobs(96);
    return {
      ...data,
      readBatch(indices) {
        const batch = data.readBatch(indices) as Awaited<ReturnType<IndexedData['readBatch']>>;
        const poison = Array.from(indices).includes(40);
        return poison
          ? { ...batch, inputs: { ...batch.inputs, data: batch.inputs.data.map(() => Number.NaN) } }
          : batch;
      },
    };
  };

  it('ends the run at the first loss that is not finite, where fit would throw', async () => {
    await expect(make().fit(poisoned(), { shuffle: false })).rejects.toMatchObject({ code: 'loss-not-finite' });
    const events: string[] = [];
    const history = await make().fit(poisoned(), {
      epochs: 5,
      shuffle: false,
      callbacks: [terminateOnNaN()],
      onEvent: (event) => events.push(event.type === 'train-end' ? event.reason : event.type),
    });
    expect(history.loss).toEqual([Number.NaN]);
    expect(events).toEqual(['train-begin', 'epoch-begin', 'batch-end', 'batch-end', 'epoch-end', 'stopped']);
  });

  it('leaves the best weights where early stopping keeps them', async () => {
    let good = true;
    const data = poisoned();
    const late: IndexedData = {
      ...data,
      readBatch: (indices) => (good ? blobs(96).readBatch(indices) : data.readBatch(indices)),
    };
    const model = make();
    await model.fit(late, {
      epochs: 4,
      validationData: blobs(30, 2),
      callbacks: [
        terminateOnNaN(),
        earlyStopping({ patience: 9 }),
        {
          name: 'spoil',
          onEpochEnd: () => {
            good = false;
          },
        },
      ],
    });
    expect((await model.getWeights()).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });
});

describe('csvLogger', () => {
  it('writes a header and a line an epoch, to a file and to a function', async () => {
    const file = join(await temporaryFolder(), 'log.csv');
    await writeFile(file, 'of a run before\n');
    const lines: string[] = [];
    const history = await make(optimizers.sgd({ learningRate: 0.5 })).fit(blobs(64), {
      epochs: 2,
      validationSplit: 0.5,
      callbacks: [csvLogger(file), csvLogger((line) => void lines.push(line), { separator: ';' })],
    });
    const text = await readFile(file, 'utf8');
    expect(text).toBe(lines.join('').replaceAll(';', ','));
    const [header, first] = text.split('\n');
    expect(header).toBe('epoch,learningRate,accuracy,loss,valAccuracy,valLoss');
    const values = ['accuracy', 'loss', 'valAccuracy', 'valLoss'].map((name) => history.metrics[name]![0]);
    expect(first).toBe(`1,0.5,${values.join(',')}`);
  });

  it('cuts a file back to the checkpoint that a run is resumed from', async () => {
    const file = join(await temporaryFolder(), 'log.csv');
    const [first, second] = [csvLogger(file), csvLogger(file)];
    await first.onTrainBegin?.(fakeControl());
    await first.onEpochEnd?.(1, { loss: 1, 'a,b': 2 }, fakeControl());
    const state = JSON.parse(JSON.stringify(first.state!()));
    await first.onEpochEnd?.(2, { loss: 0.5 }, fakeControl());
    second.restore!(state);
    await second.onTrainBegin?.(fakeControl());
    await second.onEpochEnd?.(2, { loss: 0.25 }, fakeControl());
    expect(await readFile(file, 'utf8')).toBe('epoch,learningRate,"a,b",loss\n1,0.1,2,1\n2,0.1,,0.25\n');
  });

  it('refuses a separator that is not one character', () => {
    expect(() => csvLogger(() => undefined, { separator: '\n' })).toThrow('one character');
  });
});
