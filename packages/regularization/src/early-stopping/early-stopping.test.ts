import { readFileSync } from 'node:fs';
import type { Logs, TrainingControl, WeightSnapshot } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { type EarlyStopping, type EarlyStoppingOptions, earlyStopping } from './early-stopping.js';
import { metricDirection } from './metric-direction.js';

interface Case {
  readonly sequence: string;
  readonly monitor: 'val_loss' | 'val_accuracy';
  readonly values: number[];
  readonly options: { patience?: number; min_delta?: number; baseline?: number; start_from_epoch?: number };
  readonly stoppedEpoch: number | null;
  readonly restoredEpoch: number;
  readonly best: number | null;
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/early-stopping.json', import.meta.url), 'utf8'),
);

/** A run without a network: its weights are the epoch, as in the reference. */
class FakeRun implements TrainingControl {
  epoch = 0;
  learningRate = 0.1;
  reason: string | undefined;
  weights: WeightSnapshot = [];

  stop(reason: string): void {
    this.reason ??= reason;
  }

  getWeights = async () => this.weights;

  setWeights = async (snapshot: WeightSnapshot) => {
    this.weights = snapshot;
  };

  get weightsEpoch(): number | undefined {
    return this.weights[0]?.data[0];
  }

  async epochs(callback: EarlyStopping, values: readonly Logs[]): Promise<void> {
    for (const logs of values) {
      if (this.reason !== undefined) return;
      this.epoch++;
      this.weights = [{ name: 'w', shape: [1], data: Float32Array.of(this.epoch) }];
      await callback.onEpochEnd?.(this.epoch, logs, this);
    }
  }

  async train(callback: EarlyStopping, values: readonly Logs[]): Promise<void> {
    await callback.onTrainBegin?.(this);
    await this.epochs(callback, values);
    await callback.onTrainEnd?.(values.at(-1) ?? {}, this);
  }
}

const losses = (...values: number[]): Logs[] => values.map((valLoss) => ({ valLoss }));

function optionsOf({ monitor, options }: Case): EarlyStoppingOptions {
  return {
    monitor: monitor === 'val_loss' ? 'valLoss' : 'valAccuracy',
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.min_delta === undefined ? {} : { minDelta: options.min_delta }),
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    ...(options.start_from_epoch === undefined ? {} : { startFromEpoch: options.start_from_epoch }),
  };
}

describe('beside Keras', () => {
  it.each(cases)('$sequence, $monitor, $options: stops and restores at the same epochs', async (one) => {
    const options = optionsOf(one);
    const [callback, run] = [earlyStopping(options), new FakeRun()];
    await run.train(
      callback,
      one.values.map((value) => ({ [options.monitor!]: value })),
    );
    expect({
      stoppedEpoch: callback.stoppedEpoch ?? null,
      restoredEpoch: run.weightsEpoch,
      best: callback.best ?? null,
    }).toEqual({ stoppedEpoch: one.stoppedEpoch, restoredEpoch: one.restoredEpoch, best: one.best });
    expect(run.reason === undefined).toBe(one.stoppedEpoch === null);
  });
});

it('says why it stopped, and restores the best epoch also where it did not', async () => {
  const [callback, run] = [earlyStopping({ patience: 2 }), new FakeRun()];
  await run.train(callback, losses(0.5, 0.4, 0.6, 0.7, 0.8));
  expect(run.reason).toBe('valLoss has not improved on 0.4 of epoch 2 for 2 epochs.');
  expect([callback.best, callback.bestEpoch, callback.stoppedEpoch, run.weightsEpoch]).toEqual([0.4, 2, 4, 2]);
  const whole = new FakeRun();
  await whole.train(callback, losses(0.5, 0.4, 0.6));
  expect([whole.reason, whole.weightsEpoch, callback.stoppedEpoch]).toEqual([undefined, 2, undefined]);
});

it('leaves the last weights where asked to', async () => {
  const [callback, run] = [earlyStopping({ patience: 1, restoreBestWeights: false }), new FakeRun()];
  await run.train(callback, losses(0.4, 0.5, 0.6));
  expect([run.weightsEpoch, callback.bestEpoch]).toEqual([2, 1]);
});

it('never takes a value for an improvement that is not finite', async () => {
  const [callback, run] = [earlyStopping({ patience: 2 }), new FakeRun()];
  await run.train(callback, losses(Number.NaN, 0.4, -Infinity, Number.NaN, 0.1));
  expect([callback.bestEpoch, callback.stoppedEpoch]).toEqual([2, 4]);
  const lost = new FakeRun();
  await lost.train(callback, losses(Number.NaN, Number.NaN));
  expect(lost.reason).toBe('valLoss never had a finite value for 2 epochs.');
});

it('goes on after a checkpoint as if it had not stopped', async () => {
  const values = losses(0.5, 0.3, 0.4, 0.45, 0.2);
  const [first, run] = [earlyStopping({ patience: 2 }), new FakeRun()];
  await first.onTrainBegin?.(run);
  await run.epochs(first, values.slice(0, 3));
  const saved = JSON.parse(JSON.stringify(first.state?.()));

  const [resumed, later] = [earlyStopping({ patience: 2 }), new FakeRun()];
  resumed.restore?.(saved);
  later.epoch = 3;
  await later.train(resumed, values.slice(3));
  expect([resumed.bestEpoch, resumed.stoppedEpoch, later.weightsEpoch]).toEqual([2, 4, 2]);
  expect(() => resumed.restore?.({ best: 1 })).toThrow('does not have its form');
});

it('keeps weights through JSON to the last bit', async () => {
  const data = Float32Array.from({ length: 5000 }, (_, i) => Math.fround(Math.sin(i) * 10 ** (i % 9)));
  const [callback, run] = [earlyStopping(), new FakeRun()];
  run.weights = [{ name: 'dense/kernel', shape: [50, 100], data }];
  await callback.onEpochEnd?.(1, { valLoss: 1 }, run);
  const copy = earlyStopping();
  copy.restore?.(JSON.parse(JSON.stringify(callback.state?.())));
  run.weights = [];
  await copy.onTrainEnd?.({}, run);
  expect(run.weights).toEqual([{ name: 'dense/kernel', shape: [50, 100], data }]);
});

it('refuses options and logs that do not fit', async () => {
  expect(() => earlyStopping({ patience: 1.5 })).toThrow('patience is a whole number of epochs, but 1.5 came');
  expect(() => earlyStopping({ startFromEpoch: -1 })).toThrow('startFromEpoch');
  expect(() => earlyStopping({ minDelta: -1 })).toThrow('minDelta');
  expect(() => earlyStopping({ baseline: Number.NaN })).toThrow('baseline');
  expect(() => earlyStopping({ monitor: 'valSharpe' })).toThrow("mode: 'max' or mode: 'min'");
  expect(earlyStopping({ monitor: 'valSharpe', mode: 'max' }).best).toBeUndefined();
  const missing = new FakeRun().train(earlyStopping(), [{ loss: 1, accuracy: 0.5 }]);
  await expect(missing).rejects.toThrow(/Unknown measure to stop early on 'valLoss'.*Known: accuracy, loss/);
});

it('knows which way measures should go', () => {
  expect(['loss', 'valLoss', 'valMeanAbsoluteError'].map(metricDirection)).toEqual(['min', 'min', 'min']);
  const rising = ['accuracy', 'valAuc', 'valPrecision', 'recall', 'valF1', 'topKAccuracy'];
  expect(rising.map(metricDirection)).toEqual(rising.map(() => 'max'));
  expect(['validity', 'constructor', 'value'].map(metricDirection)).toEqual([undefined, undefined, undefined]);
});
