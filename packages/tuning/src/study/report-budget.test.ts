import { expect, it } from 'vitest';
import { inProcess } from '../executors/in-process.js';
import { asha } from '../pruners/successive-halving.js';
import { randomSampler } from '../samplers/random.js';
import { createStudy, type Study } from './study.js';
import type { Trial } from './trial.js';

const SEED = 11;
const STEPS = 9;

const reportsOf = ({ trials }: Study) => trials.reduce((sum, trial) => sum + trial.intermediateValues.size, 0);

/** Trains for as many steps, each of which another trial may come between; counts what was trained in all. */
function training(count: { trained: number }) {
  return async (trial: Trial) => {
    const x = trial.float('x', -5, 5);
    for (let step = 1; step <= STEPS; step++) {
      await Promise.resolve();
      count.trained++;
      trial.report(x * x + 1 / step, step);
    }
    return x * x;
  };
}

it.each([1, 2, 5])(`is never overrun by %i at a time (seed ${SEED})`, async (concurrency) => {
  for (const pruner of [undefined, asha({ minResource: 1, reductionFactor: 3 })]) {
    for (const reports of [54, 61, 100]) {
      const study = await createStudy({ sampler: randomSampler({ seed: SEED }), ...(pruner && { pruner }) });
      const count = { trained: 0 };
      await study.optimize(training(count), { trials: 100, executor: inProcess(concurrency), stop: { reports } });
      expect(count.trained).toBe(reportsOf(study));
      expect(count.trained).toBeLessThanOrEqual(reports);
      expect(count.trained).toBeGreaterThan(reports - concurrency);
      expect(study.trials.every(({ state }) => state === 'complete' || state === 'pruned')).toBe(true);
    }
  }
});

it.each([1, 3])('is spent on whole trials where it holds a number of them, %i at a time', async (concurrency) => {
  const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  await study.optimize(training({ trained: 0 }), { trials: 100, concurrency, stop: { reports: 6 * STEPS } });
  expect(study.trials.map(({ state }) => state)).toEqual(Array(6).fill('complete'));
});

it('comes to something, however small it is', async () => {
  const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  await study.optimize(training({ trained: 0 }), { trials: 100, stop: { reports: 2 } });
  expect(study.trials.map(({ state }) => state)).toEqual(['complete']);
});

it('cuts short what does not fit in, which keeps its last report', async () => {
  const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  await study.optimize(training({ trained: 0 }), { trials: 100, stop: { reports: STEPS + 4 } });
  const [, cut] = study.trials;
  expect(cut).toMatchObject({ state: 'pruned', values: [cut!.intermediateValues.get(4)] });
  expect(study.trials).toHaveLength(2);
});

it('counts what was reported in earlier searches', async () => {
  const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  for (let search = 0; search < 3; search++) {
    await study.optimize(training({ trained: 0 }), { trials: 100, stop: { reports: 2 * STEPS } });
    expect(reportsOf(study)).toBe(2 * STEPS);
  }
});
