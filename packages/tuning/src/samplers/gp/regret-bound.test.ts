import { expect, it } from 'vitest';
import { createStudy } from '../../study/study.js';
import { randomSampler } from '../random.js';
import { bayesian } from './bayesian.js';
import { regretBound, regretBoundOf } from './regret-bound.js';

const SEED = 3;
const bowl = (x: number, y: number) => (x - 1) ** 2 + (y + 2) ** 2;

it(`is no less than the true regret, and falls as the search goes on (seed ${SEED})`, async () => {
  const study = await createStudy({ sampler: bayesian({ seed: SEED }) });
  const bounds: number[] = [];
  await study.optimize((trial) => bowl(trial.float('x', -5, 5), trial.float('y', -5, 5)), {
    trials: 40,
    onTrial: ({ number }) => {
      if (number % 10 === 9) bounds.push(regretBoundOf(study));
    },
  });
  expect(bounds).toHaveLength(4);
  for (const bound of bounds) expect(bound).toBeGreaterThanOrEqual(0);
  expect(bounds[0]).toBeGreaterThan(bounds[3]!);
  expect(bounds[3]).toBeLessThan(3);
  const rough = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  await rough.optimize((trial) => bowl(trial.float('x', -5, 5), trial.float('y', -5, 5)), { trials: 12 });
  expect(regretBoundOf(rough)).toBeGreaterThan(rough.best.value);
});

it('ends a search, upwards as downwards', async () => {
  const run = async (sign: 1 | -1) => {
    const study = await createStudy({
      direction: sign === 1 ? 'minimize' : 'maximize',
      sampler: bayesian({ seed: SEED }),
    });
    await study.optimize((trial) => sign * bowl(trial.float('x', -5, 5), trial.float('y', -5, 5)), {
      trials: 80,
      stop: { when: regretBound({ below: 3 }) },
    });
    return study.trials.length;
  };
  const count = await run(1);
  expect(count).toBeGreaterThanOrEqual(20);
  expect(count).toBeLessThan(60);
  expect(await run(-1)).toBe(count);
});

it('has no bound where there is nothing to model, and refuses what is none', async () => {
  const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
  expect(regretBoundOf(study)).toBe(Number.POSITIVE_INFINITY);
  await study.optimize(() => 1, { trials: 3 });
  expect(regretBoundOf(study)).toBe(Number.POSITIVE_INFINITY);
  expect(() => regretBound({ below: 0 })).toThrow(/above 0/);
});
