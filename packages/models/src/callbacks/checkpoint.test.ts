import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cpu, useBackend } from '@glassbox/backends';
import type { TrainingEvent } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import type { ModelArtifacts } from '../saving/artifacts.js';
import { loadModel } from '../saving/load-model.js';
import type { ModelStorage } from '../saving/storage.js';
import { backupAndRestore } from './backup-and-restore.js';
import { checkpoint } from './checkpoint.js';

const make = (seed = 5) =>
  sequential([layers.input([2]), layers.dense(4, { activation: 'tanh' }), layers.dense(3, { activation: 'softmax' })], {
    seed,
  }).compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });

const data = blobs(64);

beforeAll(() => useBackend(cpu()));

/** A place in memory that counts what is done to it. */
function memoryStorage(): Required<ModelStorage> & { readonly log: string[] } {
  let kept: ModelArtifacts | undefined;
  const log: string[] = [];
  return {
    log,
    async save(artifacts) {
      log.push('save');
      kept = JSON.parse(JSON.stringify(artifacts)) as ModelArtifacts;
      kept = { ...kept, weightData: artifacts.weightData.slice(0) };
    },
    load: async () => kept!,
    has: async () => kept !== undefined,
    async remove() {
      log.push('remove');
      kept = undefined;
    },
  };
}

describe('checkpoint', () => {
  it('saves only the best epoch where asked to', async () => {
    const storage = memoryStorage();
    const callback = checkpoint(storage, { saveBestOnly: true, monitor: 'wave', mode: 'max' });
    const waves = [0.3, 0.5, 0.4, Number.NaN, 0.6];
    const model = make();
    const seen: unknown[] = [];
    await model.fit(data, {
      epochs: 5,
      callbacks: [
        // Logs are read-only for callbacks, so the measure is faked on the way to the one that is tested.
        {
          name: 'wave',
          runsLast: true,
          async onEpochEnd(epoch, logs, control) {
            const before = storage.log.length;
            await callback.onEpochEnd!(epoch, { ...logs, wave: waves[epoch - 1]! }, control);
            seen.push(storage.log.length > before);
          },
        },
      ],
    });
    expect(seen).toEqual([true, true, false, false, true]);
    expect(callback.best).toBe(0.6);
  });

  it('keeps the last few, each in a place of its own, also across a resumed run', async () => {
    const folder = await temporaryFolder();
    const place = join(folder, 'run');
    const callback = checkpoint(place, { keep: 2 });
    await make().fit(data, { epochs: 3, callbacks: [callback] });
    expect(callback.saved).toEqual([`${place}/epoch-2`, `${place}/epoch-3`]);
    expect([1, 2, 3].map((epoch) => existsSync(`${place}/epoch-${epoch}`))).toEqual([false, true, true]);
    const later = checkpoint(place, { keep: 2 });
    await make().fit(data, { epochs: 4, callbacks: [later], resumeFrom: `${place}/epoch-3` });
    expect(later.saved).toEqual([`${place}/epoch-3`, `${place}/epoch-4`]);
    expect([2, 3, 4].map((epoch) => existsSync(`${place}/epoch-${epoch}`))).toEqual([false, true, true]);
    await expect(loadModel(`${place}/epoch-4`)).resolves.toBeDefined();
  });

  it('saves within an epoch every so many steps', async () => {
    const place = join(await temporaryFolder(), 'run');
    const callback = checkpoint(place, { everySteps: 3, everyEpochs: 5, keep: 9 });
    await make().fit(data, { epochs: 2, batchSize: 8, callbacks: [callback] });
    const names = [1, 2].flatMap((epoch) => [3, 6].map((step) => `${place}/epoch-${epoch}-step-${step}`));
    expect(callback.saved).toEqual(names);
  });

  it('keeps the states of two callbacks of one name apart', async () => {
    const storage = memoryStorage();
    const counter = (start: number) => {
      let count = start;
      const restored: unknown[] = [];
      return { name: 'counter', state: () => ++count, restore: (state: unknown) => restored.push(state), restored };
    };
    await make().fit(data, { callbacks: [counter(10), counter(20), checkpoint(storage)] });
    const again = [counter(0), counter(0)] as const;
    await make().fit(data, { epochs: 1, callbacks: [...again], resumeFrom: storage });
    expect(again.map(({ restored }) => restored)).toEqual([[11], [21]]);
  });

  it('refuses options that do not go together', () => {
    expect(() => checkpoint('x', { keep: 0 })).toThrow('keep is a whole number');
    expect(() => checkpoint(memoryStorage(), { keep: 2 })).toThrow('not a storage');
    expect(() => checkpoint('x', { everySteps: 2, saveBestOnly: true })).toThrow('Leave out everySteps');
    expect(() => checkpoint('x', { everyEpochs: 0 })).toThrow('everyEpochs is a whole number');
  });
});

describe('backupAndRestore', () => {
  it('goes on by itself after an abort, and leaves nothing behind at the end', async () => {
    const expected = make();
    const whole = await expected.fit(data, { epochs: 3, batchSize: 8 });
    const storage = memoryStorage();
    const callbacks = () => [backupAndRestore(storage, { everySteps: 2 })];
    const cancel = new AbortController();
    const onEvent = (event: TrainingEvent) => event.type === 'batch-end' && event.epoch === 2 && cancel.abort();
    const stopped = make().fit(data, {
      epochs: 3,
      batchSize: 8,
      callbacks: callbacks(),
      signal: cancel.signal,
      onEvent,
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    const model = make();
    const history = await model.fit(data, { epochs: 3, batchSize: 8, callbacks: callbacks() });
    expect(history.loss).toEqual(whole.loss);
    expect(await model.getWeights()).toEqual(await expected.getWeights());
    expect(storage.log.at(-1)).toBe('remove');
    expect(await storage.has()).toBe(false);
  });

  it('goes on from the last backup before an error, a stop included', async () => {
    const storage = memoryStorage();
    const backup = backupAndRestore(storage);
    const stopper = {
      name: 'stopper',
      onEpochEnd: (epoch: number, _: unknown, control: { stop(reason: string): void }) => {
        if (epoch === 2) control.stop('Enough.');
      },
    };
    const crash = { name: 'crash', onTrainEnd: () => Promise.reject(new Error('power cut')) };
    await expect(make().fit(data, { epochs: 5, callbacks: [stopper, crash, backup] })).rejects.toThrow('power cut');
    const history = await make().fit(data, { epochs: 5, callbacks: [backup] });
    expect(history.epochs).toEqual([1, 2]);
  });

  it('needs a backup of the same model, and a storage that can tell', async () => {
    const storage = memoryStorage();
    const crash = { name: 'crash', onEpochBegin: (epoch: number) => epoch === 2 && Promise.reject(new Error('crash')) };
    const callbacks = [{ ...crash, onEpochBegin: async (epoch: number) => void (await crash.onEpochBegin(epoch)) }];
    const broken = make().fit(data, { epochs: 3, callbacks: [...callbacks, backupAndRestore(storage)] });
    await expect(broken).rejects.toThrow('crash');
    const other = make(6).fit(data, { epochs: 3, callbacks: [backupAndRestore(storage)] });
    await expect(other).rejects.toMatchObject({ code: 'bad-checkpoint' });
    const { save, load } = storage;
    expect(() => backupAndRestore({ save, load })).toThrow('has() and remove()');
  });

  it('finds a backup in a folder, and removes the folder with it', async () => {
    const place = join(await temporaryFolder(), 'backup');
    const backup = backupAndRestore(place, { removeAtEnd: false });
    expect(await backup.backup()).toBeUndefined();
    await make().fit(data, { callbacks: [backup] });
    expect(await backup.backup()).toBeDefined();
    await make().fit(data, { callbacks: [backupAndRestore(place)] });
    expect(existsSync(place)).toBe(false);
  });
});
