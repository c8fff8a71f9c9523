import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../../executors/executor.js';
import { exp, log } from '../../math/portable.js';
import { symmetricEigen } from '../../math/symmetric-eigen.js';
import { memory } from '../../storages/memory.js';
import type { Storage } from '../../storages/storage.js';
import { createStudy } from '../../study/study.js';
import { randomSampler } from '../random.js';
import { type CmaEsOptions, cmaEs } from './cma-es.js';
import { Evolution } from './evolution.js';
import { Margin } from './margin.js';
import { Stagnation } from './stopping.js';
import { defaultPopulation } from './strategy.js';

const SEED = 2;

interface State {
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: readonly number[];
}

/** Generations of the package cmaes from given normal draws. */
const golden = JSON.parse(readFileSync(new URL('golden/cma-es.json', import.meta.url), 'utf8')) as {
  readonly runs: readonly {
    readonly function: keyof typeof functions;
    readonly mean: readonly number[];
    readonly sigma: number;
    readonly population: number;
    readonly draws: readonly (readonly (readonly number[])[])[];
    readonly states: readonly (State | null)[];
    readonly stops: boolean;
  }[];
  readonly margins: readonly {
    readonly steps: readonly number[];
    readonly target: readonly number[];
    readonly draws: readonly (readonly (readonly number[])[])[];
    readonly states: readonly (State & { readonly tried: readonly (readonly number[])[] })[];
  }[];
};

const functions = {
  rosenbrock: (x: Float64Array) =>
    x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0),
  ellipsoid: (x: Float64Array) =>
    x.reduce((sum, value, i) => sum + exp((6 * i * log(10)) / Math.max(1, x.length - 1)) * (value - 0.3) ** 2, 0),
  sphere: (x: Float64Array) => x.reduce((sum, value) => sum + (value - 0.3) ** 2, 0),
};

/** To 1e-8 of the largest number. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  const scale = Math.max(...expected.map(Math.abs));
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value), what).toBeLessThan(1e-8 * scale);
}

describe('generations are those of the package cmaes', () => {
  it.each(golden.runs.map((run) => [run.function, run.mean.length, run] as const))(
    '%s in %i dimensions',
    (name, dimension, { mean, sigma, population, draws, states, stops }) => {
      const evolution = new Evolution(Float64Array.from(mean), sigma, population);
      const stagnation = new Stagnation(evolution);
      expect(population).toBeGreaterThanOrEqual(defaultPopulation(dimension));
      draws.forEach((rows, generation) => {
        const points = rows.map((z) => evolution.pointOf(Float64Array.from(z)));
        const solutions = points.map((point) => ({ point, loss: functions[name](point) }));
        evolution.tell(solutions);
        stagnation.observe(solutions.map(({ loss }) => loss));
        const expected = states[generation];
        if (!expected) return;
        expectClose(evolution.mean, expected.mean, `mean ${generation}`);
        expectClose([evolution.sigma], [expected.sigma], `sigma ${generation}`);
        expectClose(evolution.covariance, expected.covariance, `covariance ${generation}`);
      });
      expect(stagnation.isReached).toBe(stops);
    },
  );

  it.each(golden.margins.map((run) => [run.steps, run] as const))('with a margin, steps %o', (steps, run) => {
    const evolution = new Evolution(new Float64Array(steps.length).fill(0.5), 1 / 6, defaultPopulation(steps.length));
    const grids = steps.flatMap((step, axis) => (step ? { axis, low: 0, step, size: Math.round(1 / step) + 1 } : []));
    const margin = new Margin(grids, evolution);
    run.draws.forEach((rows, generation) => {
      const points = rows.map((z) => evolution.pointOf(Float64Array.from(z)));
      const tried = points.map((point) => margin.rounded(point));
      const expected = run.states[generation]!;
      for (const [i, point] of tried.entries()) expectClose(point, expected.tried[i]!, `tried ${generation}`);
      const lossOf = (point: Float64Array) => point.reduce((sum, x, i) => sum + (x - run.target[i]!) ** 2, 0);
      evolution.tell(points.map((point, i) => ({ point, loss: lossOf(tried[i]!) })));
      margin.correct();
      expectClose(evolution.mean, expected.mean, `mean ${generation}`);
      expectClose([evolution.sigma], [expected.sigma], `sigma ${generation}`);
      expectClose(evolution.covariance, expected.covariance, `covariance ${generation}`);
    });
  });

  it('has eigenvectors that make up the matrix', () => {
    const matrix = Float64Array.of(4, 1, -2, 1, 3, 0, -2, 0, 5);
    const { values, vectors } = symmetricEigen(matrix, 3);
    const at = (row: number, column: number) =>
      values.reduce((sum, value, k) => sum + value * vectors[3 * row + k]! * vectors[3 * column + k]!, 0);
    for (const [i, value] of matrix.entries()) expect(at(Math.floor(i / 3), i % 3)).toBeCloseTo(value, 12);
    expect(symmetricEigen(Float64Array.of(1e30, 0, 0, 1e-30), 2).values).toEqual(Float64Array.of(1e30, 1e-30));
  });
});

describe('as a sampler', () => {
  const objective: Objective = (trial) => {
    const [x, y] = [trial.float('x', -5, 5), trial.float('y', 1e-3, 10, { log: true })];
    const [units, rate] = [trial.int('units', 1, 30), trial.float('rate', 0, 1, { step: 0.1 })];
    const kind = trial.categorical('kind', ['a', 'b']) === 'a' ? 0 : 1;
    return (x - 1) ** 2 + Math.log10(y) ** 2 + 0.02 * (units - 7) ** 2 + (rate - 0.3) ** 2 + 0.01 * kind;
  };
  const run = async (options: CmaEsOptions, trials: number, storage: Storage = memory(), concurrency = 1) => {
    const study = await createStudy({ storage, sampler: cmaEs({ seed: SEED, ...options }) });
    await study.optimize(objective, { trials, concurrency });
    return study;
  };

  it('finds the best numbers of all kinds, and draws choices evenly', async () => {
    const study = await run({}, 400);
    const { x, y, units, rate } = study.best.params;
    expect([units, rate]).toEqual([7, expect.closeTo(0.3, 12)]);
    expect(x).toBeCloseTo(1, 1);
    expect(Math.log10(y as number)).toBeCloseTo(0, 1);
    expect(study.trials.filter(({ params }) => params.kind === 'a').length).toBeGreaterThan(160);
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
  });

  it.each([true, false])('goes on after a stop as if there had been none, with a margin: %s', async (margin) => {
    const whole = await run({ margin }, 60);
    const storage = memory();
    for (const part of [7, 20, 1, 32]) await run({ margin }, part, storage);
    const parts = await createStudy({ storage });
    expect(parts.trials.map(({ params }) => params)).toEqual(whole.trials.map(({ params }) => params));
  });

  it('lets workers go on together: each generation comes from trials that all agree on', async () => {
    const storage = memory();
    const studies = await Promise.all(
      [1, 2, 3].map(() => createStudy({ storage, sampler: cmaEs({ seed: SEED, populationSize: 6 }) })),
    );
    await Promise.all(studies.map((study) => study.optimize(objective, { trials: 50, concurrency: 2 })));
    const { trials } = await createStudy({ storage });
    const drawn = trials.filter(({ systemAttributes }) => 'cma-es:generation' in systemAttributes);
    const last = Math.max(...drawn.map(({ systemAttributes }) => systemAttributes['cma-es:generation'] as number));
    expect(last).toBeGreaterThanOrEqual(18);
    const early = trials.slice(0, 15).map(({ values }) => values![0]!);
    const late = trials.slice(-15).map(({ values }) => values![0]!);
    expect(Math.min(...late)).toBeLessThan(Math.min(...early));
  });

  it('begins anew with larger generations where nothing more is found', async () => {
    const study = await createStudy({ sampler: cmaEs({ seed: SEED, populationSize: 4, restart: 'ipop' }) });
    await study.optimize((trial) => trial.float('x', 0, 1) * 0 + trial.float('y', 0, 1) * 0, { trials: 300 });
    const sizes = new Map<number, number>();
    for (const { systemAttributes } of study.trials) {
      const generation = systemAttributes['cma-es:generation'] as number | undefined;
      if (generation !== undefined) sizes.set(generation, (sizes.get(generation) ?? 0) + 1);
    }
    // All values are equal, so it ends after 10 + 30 · 2 / 4 generations, and one more.
    expect([...sizes.values()].slice(0, 26)).toEqual(new Array(26).fill(4));
    expect(sizes.get(27)).toBe(8);
  });

  it('begins anew in another space, and leaves parameters of branches to another sampler', async () => {
    const study = await createStudy({
      sampler: cmaEs({ seed: SEED, independent: randomSampler({ seed: 9 }) }),
    });
    await study.optimize((trial) => trial.float('x', 0, 1) + trial.float('y', 0, 1), { trials: 20 });
    await study.optimize((trial) => (trial.number % 2 ? trial.float('x', 0, 1) : trial.float('x', 0, 1) ** 2), {
      trials: 20,
    });
    const proposed = study.trials.map((trial) => Object.keys(trial.proposed).join());
    expect(proposed.slice(1, 21)).toEqual(new Array(20).fill('x,y'));
    expect(proposed.slice(21)).toEqual(new Array(19).fill('x'));
    expect(study.trials[22]!.systemAttributes['cma-es:generation']).toBe(0);
  });

  it('says what it cannot do', async () => {
    expect(() => cmaEs({ populationSize: 1 })).toThrow(/at least 2 trials, but 1/);
    expect(() => cmaEs({ sigma: 0 })).toThrow(/above 0/);
    expect(() => cmaEs({ startupTrials: 0.5 })).toThrow(/whole number/);
    const study = await createStudy({ directions: ['minimize', 'minimize'], sampler: cmaEs() });
    await expect(study.ask()).rejects.toMatchObject({ code: 'several-objectives' });
  });
});
