import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import type { Callback, TrainingEvent } from '@glassbox/core';
import { clipByGlobalNorm, earlyStopping, maxNorm } from '@glassbox/regularization';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { checkpoint } from '../callbacks/checkpoint.js';
import { learningRateScheduler } from '../callbacks/learning-rate-scheduler.js';
import { reduceLearningRateOnPlateau } from '../callbacks/reduce-learning-rate-on-plateau.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { ModelArtifacts } from '../saving/artifacts.js';
import type { ModelStorage } from '../saving/storage.js';
import { schedules } from '../schedules/index.js';

interface Setting {
  readonly about: string;
  readonly optimizer: Optimizer;
  readonly callbacks?: () => Callback[];
}

const settings: Setting[] = [
  {
    about: 'SGD with momentum, accumulation, averages and a schedule',
    optimizer: optimizers.sgd({
      momentum: 0.9,
      nesterov: true,
      accumulateSteps: 2,
      ema: { momentum: 0.7, overwriteEvery: 2 },
      clipping: clipByGlobalNorm(1),
      learningRate: schedules.warmup(schedules.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 3 }), {
        steps: 2,
      }),
    }),
  },
  {
    about: 'AdamW with amsgrad and averages, its rate changed by two callbacks',
    optimizer: optimizers.adamW({ learningRate: 0.05, amsgrad: true, ema: { momentum: 0.9 } }),
    callbacks: () => [
      learningRateScheduler((_, rate) => 0.9 * rate),
      reduceLearningRateOnPlateau({ patience: 1, minDelta: 0.5, factor: 0.5 }),
      earlyStopping({ patience: 5 }),
    ],
  },
  { about: 'Nadam with accumulation over the end of an epoch', optimizer: optimizers.nadam({ accumulateSteps: 4 }) },
];

const make = (optimizer: Optimizer) =>
  sequential(
    [
      layers.input([2]),
      layers.dense(6, { kernelConstraint: maxNorm({ max: 1 }) }),
      layers.batchNormalization(),
      layers.activation('tanh'),
      layers.dropout(0.3),
      layers.dense(3, { activation: 'softmax' }),
    ],
    { seed: 21 },
  ).compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const data = blobs(60);
const options = { epochs: 3, validationSplit: 0.2, batchSize: 16 };

/** A place in memory, through JSON as on a disk. */
function memoryStorage(): ModelStorage {
  let kept: { readonly json: string; readonly weightData: ArrayBuffer } | undefined;
  return {
    async save({ weightData, ...rest }) {
      kept = { json: JSON.stringify(rest), weightData: weightData.slice(0) };
    },
    load: async () => ({ ...JSON.parse(kept!.json), weightData: kept!.weightData }) as ModelArtifacts,
  };
}

const backends: readonly BackendPlugin[] = [cpu(), wasm()];

describe.each(backends.flatMap((plugin) => settings.map((setting) => ({ plugin, name: plugin.name, ...setting }))))(
  'on $name, $about: a run that is cancelled and resumed ends bit for bit as the one never stopped',
  ({ plugin, optimizer, callbacks = () => [] }) => {
    beforeAll(() => useBackend(plugin));

    it.each([1, 2, 3].flatMap((epoch) => [1, 2, 3].map((step) => [epoch, step])))(
      'epoch %i, step %i',
      async (epoch, step) => {
        const whole = make(optimizer);
        const expected = await whole.fit(data, { ...options, callbacks: callbacks() });
        const place = memoryStorage();
        const cancel = new AbortController();
        const onEvent = (event: TrainingEvent) => {
          if (event.type === 'batch-end' && event.epoch === epoch && event.step === step) cancel.abort();
        };
        const withCheckpoint = [...callbacks(), checkpoint(place)];
        const stopped = make(optimizer).fit(data, {
          ...options,
          callbacks: withCheckpoint,
          signal: cancel.signal,
          onEvent,
        });
        await expect(stopped).rejects.toMatchObject({ details: { epochsDone: epoch - 1, stepsDone: step } });
        const model = make(optimizer);
        const history = await model.fit(data, { ...options, callbacks: callbacks(), resumeFrom: place });
        expect(history.metrics).toEqual(expected.metrics);
        expect(history.learningRate).toEqual(expected.learningRate);
        expect(await model.getWeights()).toEqual(await whole.getWeights());
        if (optimizer.ema) expect(await model.averagedWeights()).toEqual(await whole.averagedWeights());
      },
    );
  },
);
