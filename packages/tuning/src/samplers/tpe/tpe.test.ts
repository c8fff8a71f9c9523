import { describe, expect, it } from 'vitest';
import type { Objective } from '../../executors/executor.js';
import { createStudy } from '../../study/study.js';
import type { Sampler } from '../sampler.js';
import { tpe } from './tpe.js';

const SEED = 5;

describe('the state of TPE is that of the trials, and what', () => {
  /** Ends some trials badly, and has numbers of all kinds. */
  const objective: Objective = async (trial) => {
    const [x, y] = [trial.float('x', -2, 3), trial.float('y', 1e-4, 1, { log: true })];
    const units = trial.int('units', 1, 8);
    if (trial.number % 7 === 3) throw new Error('no result');
    // With several at a time, they end in another order than that of their numbers.
    for (let i = 0; i < (trial.number * 5) % 4; i++) await Promise.resolve();
    return x ** 2 + Math.abs(Math.log10(y) + 2) + (units - 3) ** 2;
  };

  it.each([{}, { group: true }, { multivariate: false }])(
    'it keeps from ask to ask changes nothing: %o',
    async (options) => {
      const used = tpe({ seed: SEED, ...options });
      const fresh = () => tpe({ seed: SEED, ...options });
      let drawn = 0;
      const sampler: Sampler = {
        name: 'tpe',
        sampleRelative(study, trial) {
          const sample = used.sampleRelative!(study, trial);
          expect(sample).toEqual(fresh().sampleRelative!(study, trial));
          drawn += sample ? 1 : 0;
          return sample;
        },
        sampleIndependent(study, trial, name, distribution) {
          const value = used.sampleIndependent(study, trial, name, distribution);
          expect(value).toBe(fresh().sampleIndependent(study, trial, name, distribution));
          drawn++;
          return value;
        },
      };
      const study = await createStudy({ sampler });
      await study.optimize(objective, { trials: 150, concurrency: 3 });
      expect(drawn).toBeGreaterThan(150);
    },
  );
});

describe('choices that change while a study runs', () => {
  const costs: Readonly<Record<string, number>> = { sgd: 2, adam: 1, lion: 0 };
  const run = async (options: Parameters<typeof tpe>[0]) => {
    const study = await createStudy({ sampler: tpe({ seed: SEED, ...options }) });
    const objective =
      (choices: readonly string[]): Objective =>
      (trial) => {
        const name = trial.categorical('optimizer', choices);
        // The best rate depends on the choice, which only a joint model sees.
        return costs[name]! + (trial.float('rate', -4, 4) - costs[name]! * 2) ** 2;
      };
    await study.optimize(objective(['sgd', 'adam']), { trials: 40 });
    await study.optimize(objective(['lion', 'sgd', 'adam']), { trials: 60 });
    return study;
  };

  it.each([{}, { group: true }])(
    'are modelled with the others, the results before counting by their values: %o',
    async (options) => {
      const study = await run(options);
      expect(study.best.params.optimizer).toBe('lion');
      const together = study.trials.filter(({ proposed }) => 'optimizer' in proposed && 'rate' in proposed);
      // All but the first ten, and the one that came with other choices than were modelled.
      expect(together.length).toBeGreaterThanOrEqual(88);
      const found = study.trials.slice(-30).filter(({ params }) => params.optimizer === 'lion').length;
      expect(found).toBeGreaterThan(15);
    },
  );
});
