import { describe, expect, it } from 'vitest';
import { randomSampler } from '../samplers/random.js';
import { copyStudy } from '../storages/copy-study.js';
import { memory } from '../storages/memory.js';
import { allStudies, loadStudy } from './load-study.js';
import { createStudy, type Study } from './study.js';

async function filled(names: readonly string[]) {
  const storage = memory();
  const studies: Study[] = [];
  for (const name of names) {
    const study = await createStudy({ name, storage, direction: 'maximize', sampler: randomSampler({ seed: 1 }) });
    await study.optimize(
      (trial) => {
        trial.setAttribute('of', name);
        trial.report(1, 0);
        return trial.float(name, 0, 1);
      },
      { trials: 3 },
    );
    studies.push(study);
  }
  return { storage, studies };
}

describe('loadStudy', () => {
  it('opens the only study, with its direction and notes, and writes nothing', async () => {
    const { storage, studies } = await filled(['a']);
    await studies[0]!.setAttribute('note', { seconds: 3 });
    const { next } = await storage.read(0);
    const study = await loadStudy({ storage });
    expect(study.name).toBe('a');
    expect(study.directions).toEqual(['maximize']);
    expect(study.userAttributes).toEqual({ note: { seconds: 3 } });
    expect(study.trials).toEqual(studies[0]!.trials);
    expect((await storage.read(0)).next).toBe(next);
  });

  it('says what there is where it cannot know which is meant', async () => {
    const { storage } = await filled(['mnist', 'iris']);
    await expect(loadStudy({ storage })).rejects.toMatchObject({ code: 'several-studies' });
    await expect(loadStudy({ storage, name: 'mnits' })).rejects.toThrow(/Did you mean 'mnist'\?.*'iris'/);
    await expect(loadStudy({ storage: memory() })).rejects.toMatchObject({ code: 'no-study' });
    expect((await allStudies(storage)).map(({ name, trials }) => [name, trials.length])).toEqual([
      ['mnist', 3],
      ['iris', 3],
    ]);
  });
});

describe('copyStudy', () => {
  it('copies one study beside others, which both stay as they are', async () => {
    const { storage: from, studies } = await filled(['a', 'b']);
    const { storage: to } = await filled(['c', 'd']);
    const [c, d] = await allStudies(to);
    expect(await copyStudy({ from, to, name: 'b' })).toBe('b');
    const copy = (await loadStudy({ storage: to, name: 'b' })).trials;
    const told = (trials: typeof copy) => trials.map(({ ...trial }) => ({ ...trial, id: 0 }));
    expect(told(copy)).toEqual(told(studies[1]!.trials));
    expect((await allStudies(to)).slice(0, 2)).toEqual([c, d]);
    // The study goes on at its new place.
    const study = await createStudy({ name: 'b', storage: to, direction: 'maximize' });
    await study.optimize((trial) => trial.float('b', 0, 1), { total: 4 });
    expect(study.trials.map(({ state }) => state)).toEqual(Array(4).fill('complete'));
    expect((await allStudies(to)).map(({ trials }) => trials.length)).toEqual([3, 3, 4]);
  });

  it('copies the study that has a name now, not the one that had it before it was forgotten', async () => {
    const { storage: from } = await filled(['a', 'b']);
    await from.update(0, () => [{ op: 'delete-study', study: 0, worker: 'x' }]);
    const again = await createStudy({ name: 'a', storage: from });
    await again.optimize((trial) => trial.int('n', 1, 9), { trials: 1 });
    const to = memory();
    await copyStudy({ from, to, name: 'a', as: 'new' });
    const [copy] = await allStudies(to);
    expect(copy).toMatchObject({ name: 'new', directions: ['minimize'] });
    expect(copy!.trials.map(({ params }) => params)).toEqual(again.trials.map(({ params }) => params));
  });

  it('refuses a name that is taken, before anything is written', async () => {
    const { storage: from } = await filled(['a']);
    const { storage: to } = await filled(['a']);
    const { next } = await to.read(0);
    await expect(copyStudy({ from, to })).rejects.toMatchObject({ code: 'study-exists' });
    expect((await to.read(0)).next).toBe(next);
    expect(await copyStudy({ from, to, as: 'a again' })).toBe('a again');
  });
});
