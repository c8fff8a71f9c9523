import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../executors/executor.js';
import type { ParamValue } from '../space/distribution.js';
import { createStudy } from '../study/study.js';
import { randomSampler } from './random.js';
import type { Sampler } from './sampler.js';
import { tpe } from './tpe/tpe.js';

/** What Optuna 5.0.0.dev decided, trial by trial. */
interface Recorded {
  readonly sampler: keyof typeof samplers;
  readonly kind: keyof typeof objectives;
  readonly seed: number;
  readonly trials: readonly { readonly params: Readonly<Record<string, ParamValue>>; readonly value: number }[];
}

const samplers = {
  random: (seed: number) => randomSampler({ seed, compat: 'optuna' }),
  'tpe-default(multivariate)': (seed: number) => tpe({ seed, compat: 'optuna' }),
  'tpe-univariate': (seed: number) => tpe({ seed, compat: 'optuna', multivariate: false }),
  'tpe-group': (seed: number) => tpe({ seed, compat: 'optuna', group: true }),
} satisfies Record<string, (seed: number) => Sampler>;

const branin: Objective = (trial) => {
  const [x, y] = [trial.float('x', -5, 10), trial.float('y', 0, 15)];
  const bowl = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
  return bowl ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
};

const costs = { sgd: 0.1, adam: 0, rmsprop: 0.05, adagrad: 0.2 };

const mixed: Objective = (trial) => {
  const rate = trial.float('lr', 1e-5, 0.1, { log: true });
  const units = trial.int('units', 16, 512, { log: true });
  const optimizer = trial.categorical('opt', ['sgd', 'adam', 'rmsprop', 'adagrad']);
  const dropout = trial.float('drop', 0, 0.5, { step: 0.05 });
  const layers = trial.int('layers', 1, 6);
  const kernel = trial.int('k', 3, 27, { step: 4 });
  const terms = [
    costs[optimizer],
    0.3 * (Math.log10(rate) + 3) ** 2,
    0.1 * (Math.log2(units) - 7) ** 2,
    2 * (dropout - 0.2) ** 2,
    0.05 * (layers - 3) ** 2,
    0.001 * (kernel - 11) ** 2,
  ];
  return terms.reduce((sum, term) => sum + term, 0);
};

const conditional: Objective = (trial) => {
  if (trial.categorical('m', ['a', 'b']) === 'a') return (trial.float('xa', -3, 3) - 1) ** 2;
  const whole = trial.int('nb', 1, 9);
  return 0.1 * (whole - 4) ** 2 + Math.log10(trial.float('xb', 1e-3, 10, { log: true })) ** 2 - 0.5;
};

const objectives = { float: branin, mixed, cond: conditional };

const { studies } = JSON.parse(readFileSync(new URL('golden/trajectories.json', import.meta.url), 'utf8')) as {
  studies: readonly Recorded[];
};

describe('decides as Optuna does, trial by trial, to 1e-9', () => {
  it('has all recorded studies', () => {
    expect(studies).toHaveLength(24);
  });

  it.each(studies.map((study) => [`${study.sampler}, ${study.kind}, seed ${study.seed}`, study] as const))(
    '%s',
    async (_, { sampler, kind, seed, trials }) => {
      const study = await createStudy({ sampler: samplers[sampler](seed) });
      await study.optimize(objectives[kind], { trials: trials.length });
      for (const [number, expected] of trials.entries()) {
        const { params, values } = study.trials[number]!;
        expect(Object.keys(params), `trial ${number}`).toEqual(Object.keys(expected.params));
        for (const [name, value] of Object.entries(expected.params)) {
          if (typeof value !== 'number') expect(params[name], `${name} of trial ${number}`).toBe(value);
          else expect(Math.abs((params[name] as number) - value), `${name} of trial ${number}`).toBeLessThan(1e-9);
        }
        expect(Math.abs(values![0]! - expected.value)).toBeLessThan(1e-7 * Math.max(1, Math.abs(expected.value)));
      }
    },
  );
});
