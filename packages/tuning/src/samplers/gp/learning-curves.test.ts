import { describe, expect, it } from 'vitest';
import { asha } from '../../pruners/successive-halving.js';
import { memory } from '../../storages/memory.js';
import type { Storage } from '../../storages/storage.js';
import { createStudy } from '../../study/study.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { randomSampler } from '../random.js';
import type { Sampler } from '../sampler.js';
import { bayesian } from './bayesian.js';
import { finalLosses } from './learning-curves.js';

const trialOf = (number: number, state: 'complete' | 'pruned', reports: readonly number[], value?: number) =>
  ({
    number,
    state,
    values: value === undefined ? undefined : [value],
    params: {},
    distributions: {},
    proposed: {},
    intermediateValues: new Map(reports.map((report, step) => [step, report])),
    intermediateVectors: new Map(),
    constraints: {},
    userAttributes: {},
    systemAttributes: {},
  }) satisfies TrialRecord;

const viewOf = (direction: 'minimize' | 'maximize', trials: readonly TrialRecord[]): StudyView => ({
  name: 'curves',
  directions: [direction],
  trials,
});

describe('finalLosses', () => {
  it('carries a pruned trial on by the changes of those that went on', () => {
    const trials = [
      trialOf(0, 'complete', [5, 3, 2], 1.5),
      trialOf(1, 'pruned', [9, 8]), // Falls by 1 where the first falls by 2.
      trialOf(2, 'pruned', [10]),
    ];
    // From step 0 on: -(2 + 1) / 2, then -1, then -0.5.
    expect([...finalLosses(viewOf('minimize', trials), trials)]).toEqual([1.5, 6.5, 7]);
  });

  it('maximises, spreads changes over steps that a trial leaves out, and takes no pruned trial for the best', () => {
    const reports = new Map([0, 2].map((step, i) => [step, [2, 6][i]!] as const));
    const rare = { ...trialOf(0, 'complete', [], 8), intermediateValues: reports };
    const trials = [rare, trialOf(1, 'pruned', [1, 2]), trialOf(2, 'pruned', [7])];
    // Rises by 2 and 1 from step 0 to 1, by 2 to step 2, by 2 to the end.
    expect([...finalLosses(viewOf('maximize', trials), trials)]).toEqual([-8, -6, -8]);
  });

  it('takes a pruned trial that reported nothing finite for as bad as can be', () => {
    const trials = [trialOf(0, 'complete', [1], 1), trialOf(1, 'pruned', [Number.NaN])];
    expect(finalLosses(viewOf('minimize', trials), trials)[1]).toBe(Number.POSITIVE_INFINITY);
  });
});

const LENGTH = 9;

/** A search with early stopping. */
async function search(sampler: Sampler, trials = 40, storage: Storage = memory()) {
  const study = await createStudy({ storage, sampler, pruner: asha({ minResource: 1, reductionFactor: 3 }) });
  await study.optimize(
    (trial) => {
      const [x, y] = [trial.float('x', -5, 5), trial.float('y', -5, 5)];
      const end = (x - 2) ** 2 + (y + 1) ** 2;
      for (let step = 1; step <= LENGTH; step++) trial.report(end + 20 * 0.6 ** step, step);
      return end + 20 * 0.6 ** LENGTH;
    },
    { trials },
  );
  return study;
}

describe('bayesian with trials that are pruned', () => {
  it('learns from them', async () => {
    const study = await search(bayesian({ seed: 3 }));
    const complete = study.trials.filter(({ state }) => state === 'complete');
    expect(complete.length).toBeLessThan(20);
    expect(study.best.value - 20 * 0.6 ** LENGTH).toBeLessThan(1e-2);
    // Were they left out, ten trials would have to be complete before the model begins.
    const late = study.trials.slice(20, 30).filter(({ params }) => Math.abs(Number(params.x) - 2) < 1.5);
    expect(late.length).toBeGreaterThan(5);
  });

  it('goes on in a study of more than a hundred trials as one that was not stopped', async () => {
    const [whole, parted] = [memory(), memory()];
    for (const storage of [whole, parted]) await search(randomSampler({ seed: 3 }), 98, storage);
    await search(bayesian({ seed: 3 }), 10, whole);
    for (const trials of [4, 6]) await search(bayesian({ seed: 3 }), trials, parted);
    const paramsIn = async (storage: Storage) => (await createStudy({ storage })).trials.map(({ params }) => params);
    expect(await paramsIn(parted)).toEqual(await paramsIn(whole));
  });

  it('leaves them out where it is plain', async () => {
    const study = await search(bayesian({ seed: 3, plain: true }));
    const shown = study.trials.map((trial) =>
      trial.state === 'pruned' ? { ...trial, state: 'failed' as const } : trial,
    );
    const next = { ...trialOf(40, 'complete', []), state: 'running' as const };
    const proposal = (trials: readonly TrialRecord[]) =>
      bayesian({ seed: 3, plain: true }).sampleRelative!({ ...viewOf('minimize', trials) }, next);
    expect(proposal(study.trials)).toEqual(proposal(shown));
  });
});
