import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../../executors/executor.js';
import { floatDistribution } from '../../space/distribution.js';
import { searchSpace } from '../../space/search-space.js';
import { memory } from '../../storages/memory.js';
import { createStudy, type Study } from '../../study/study.js';
import { violation } from '../../study/trial-record.js';
import { randomSampler } from '../random.js';
import { type BayesianOptions, bayesian } from './bayesian.js';

const SEED = 3;

const bowl: Objective = (trial) => (trial.float('x', -5, 5) - 2) ** 2 + (trial.float('y', -5, 5) + 1) ** 2;

const everything: Objective = (trial) => {
  const rate = trial.float('rate', 1e-5, 0.1, { log: true });
  const units = trial.int('units', 16, 512, { log: true });
  const kind = trial.categorical('kind', ['sgd', 'adam', null]);
  const dropout = trial.float('dropout', 0, 0.5, { step: 0.05 });
  const layers = trial.int('layers', 1, 60);
  const part = { sgd: 0.1, adam: 0 }[String(kind)] ?? 0.2;
  const rest = 0.1 * (Math.log2(units) - 7) ** 2 + 2 * (dropout - 0.2) ** 2 + 0.01 * (layers - 40) ** 2;
  return part + 0.3 * (Math.log10(rate) + 3) ** 2 + rest;
};

const conditional: Objective = (trial) => {
  const shared = trial.float('shared', 0, 1) ** 2;
  return trial.categorical('kind', ['a', 'b']) === 'a'
    ? shared + 0.1 * trial.float('a', 0, 1)
    : shared + 0.01 * trial.int('b', 1, 9);
};

async function run(objective: Objective, trials: number, options: BayesianOptions = {}): Promise<Study> {
  const study = await createStudy({ sampler: bayesian({ seed: SEED, ...options }) });
  await study.optimize(objective, { trials });
  return study;
}

const paramsOf = ({ trials }: Study) => trials.map(({ params }) => params);

describe('bayesian', () => {
  it('comes much closer than chance', async () => {
    const chance = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    await chance.optimize(bowl, { trials: 35 });
    expect(chance.best.value).toBeGreaterThan(0.01);
    expect((await run(bowl, 35)).best.value).toBeLessThan(1e-4);
    expect((await run(bowl, 35, { plain: true })).best.value).toBeLessThan(1e-2);
    expect((await run(bowl, 35, { deterministic: true })).best.value).toBeLessThan(1e-4);
  });

  it('maximises, and handles logarithms, steps, whole numbers and choices', async () => {
    const study = await createStudy({ direction: 'maximize', sampler: bayesian({ seed: SEED }) });
    await study.optimize((trial) => -Number(everything(trial)), { trials: 50 });
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
    expect(study.best.value).toBeGreaterThan(-0.02);
    expect(study.best.params).toMatchObject({ kind: 'adam' });
  });

  it('gives the same for a seed, and a study that is stopped and goes on the trials of one that was not', async () => {
    const whole = await run(everything, 50);
    const storage = memory();
    for (let part = 0; part < 2; part++) {
      const study = await createStudy({ storage, sampler: bayesian({ seed: SEED }) });
      await study.optimize(everything, { trials: 25 });
    }
    const resumed = await createStudy({ storage });
    expect(paramsOf(resumed)).toEqual(paramsOf(whole));
    expect(paramsOf(await run(everything, 15, { seed: SEED + 1 }))).not.toEqual(paramsOf(whole).slice(0, 15));
  });

  it('begins with three trials for each parameter, from ten to thirty', async () => {
    const many =
      (axes: number): Objective =>
      (trial) =>
        Array.from({ length: axes }, (_, i) => trial.float(`x${i}`, 0, 1)).reduce((sum, x) => sum + x, 0);
    const firstOf = async (axes: number, trials: number, options?: BayesianOptions) =>
      paramsOf(await run(many(axes), trials, options));
    for (const [axes, startupTrials] of [
      [1, 10],
      [5, 15],
      [12, 30],
    ] as const) {
      const own = await firstOf(axes, startupTrials + 1);
      expect(own).toEqual(await firstOf(axes, startupTrials + 1, { startupTrials }));
      const later = await firstOf(axes, startupTrials + 1, { startupTrials: startupTrials + 1 });
      expect(own.slice(0, -1)).toEqual(later.slice(0, -1));
      expect(own.at(-1)).not.toEqual(later.at(-1));
    }
  });

  it('finds the least of sums whose terms have two minima each', async () => {
    const styblinski: Objective = (trial) =>
      ['a', 'b', 'c', 'd'].reduce((sum, name) => {
        const x = trial.float(name, -5, 5);
        return sum + (x ** 4 - 16 * x ** 2 + 5 * x) / 2 + 39.16616570377142;
      }, 0);
    expect((await run(styblinski, 60)).best.value).toBeLessThan(1);
    expect((await run(styblinski, 60, { plain: true })).best.value).toBeGreaterThan(5);
  });

  it('looks elsewhere too where closer looks would show noise alone', async () => {
    const noise = random(SEED, 'noise');
    const widthOf = async (deviation: number) => {
      const { trials } = await run((trial) => Number(bowl(trial)) + deviation * noise.normal(), 60);
      const late = trials.slice(40).filter(({ number }) => number % 2 === 1);
      const places = late.map(({ params }) => Number(params.x)).sort((a, b) => a - b);
      return places.at(-1)! - places[0]!;
    };
    const [exact, noisy] = [await widthOf(0), await widthOf(2)];
    expect(exact).toBeLessThan(0.1);
    expect(noisy).toBeGreaterThan(1);
  });

  it('draws parameters of branches evenly and models those that all trials have', async () => {
    const study = await run(conditional, 40);
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
    const shared = study.trials.slice(25).map(({ params }) => params.shared as number);
    expect(shared.filter((value) => value < 0.3).length).toBeGreaterThan(9);
  });

  it('proposes other places for trials that run at the same time', async () => {
    const study = await run(bowl, 20);
    const running = [];
    for (let i = 0; i < 6; i++) running.push(await study.ask());
    const places = running.map((trial) => [trial.float('x', -5, 5), trial.float('y', -5, 5)] as const);
    for (const [i, [x, y]] of places.entries()) {
      for (const [a, b] of places.slice(0, i)) expect(Math.hypot(x - a, y - b)).toBeGreaterThan(1e-4);
    }
    const discrete: Objective = (trial) => trial.int('n', 1, 8);
    const whole = await run(discrete, 12);
    const asked = [];
    for (let i = 0; i < 4; i++) asked.push((await whole.ask()).int('n', 1, 8));
    expect(new Set(asked).size).toBe(4);
  });

  it('keeps to constraints on the outcome', async () => {
    const study = await run((trial) => {
      const [x, y] = [trial.float('x', -5, 5), trial.float('y', -5, 5)];
      trial.setConstraint('sum', 1 - (x + y));
      trial.setConstraint('x', x - 4);
      return (x + 1) ** 2 + (y + 1) ** 2;
    }, 45);
    expect(study.best.value).toBeLessThan(4.55); // 4.5 at (0.5, 0.5)
    expect(study.best.value).toBeGreaterThanOrEqual(4.5);
    const feasible = study.trials.slice(25).filter((trial) => violation(trial) === 0);
    expect(feasible.length).toBeGreaterThan(2);
  });

  it('looks for what is feasible where nothing is yet', async () => {
    const study = await run((trial) => {
      const x = trial.float('x', 0, 1);
      trial.setConstraint('narrow', Math.abs(x - 0.777) - 0.0005);
      return x;
    }, 40);
    expect(study.trials.slice(0, 10).every((trial) => violation(trial) > 0)).toBe(true);
    expect(violation(study.best)).toBe(0);
  });

  it('takes infinite values, and leaves out failed and pruned trials', async () => {
    const study = await run((trial) => {
      const value = Number(bowl(trial));
      if (trial.number % 7 === 3) throw new Error('by and by');
      return Number(trial.params.y) > 1 ? Number.POSITIVE_INFINITY : value;
    }, 45);
    expect(study.best.value).toBeLessThan(0.01);
    const pruned = await createStudy({
      sampler: bayesian({ seed: SEED }),
      pruner: { name: 'odd', shouldPrune: (_, { number }) => number % 2 === 1 },
    });
    await pruned.optimize(
      (trial) => {
        const x = trial.float('x', -5, 5);
        trial.report(x, 0);
        return x ** 2 + trial.float('y', -5, 5) ** 2;
      },
      { trials: 50 },
    );
    expect(pruned.best.value).toBeLessThan(0.05);
  });

  it('goes on where all values are the same', async () => {
    const study = await run((trial) => 0 * trial.float('x', 0, 1), 24);
    expect(new Set(study.trials.map(({ params }) => params.x)).size).toBeGreaterThan(15);
  });

  it('spreads over the front of two directions', async () => {
    const study = await createStudy({ directions: ['minimize', 'maximize'], sampler: bayesian({ seed: SEED }) });
    await study.optimize(
      (trial) => {
        const x = trial.float('x', -4, 5);
        return [x ** 2, -((x - 1) ** 2)];
      },
      { trials: 36 },
    );
    const late = study.trials.slice(18).map(({ params }) => params.x as number);
    const front = late.filter((x) => x > -0.3 && x < 1.3);
    expect(front.length).toBeGreaterThan(12);
    expect(Math.max(...front) - Math.min(...front)).toBeGreaterThan(0.6);
  });

  it('keeps to rules between parameters', async () => {
    const space = searchSpace({ x: floatDistribution(-5, 5), y: floatDistribution(-5, 5) }).constrain(
      ({ x, y }) => x + y <= 0,
    );
    const study = await createStudy({ space, sampler: bayesian({ seed: SEED }) });
    await study.optimize(({ params }) => (Number(params.x) - 2) ** 2 + (Number(params.y) - 1) ** 2, { trials: 40 });
    expect(study.best.value).toBeLessThan(5); // 4.5 at (0.5, -0.5)
  });

  it('refuses impossible options', () => {
    expect(() => bayesian({ startupTrials: 1 })).toThrow(/startupTrials is a whole number from 2 on, but 1 came/);
    expect(() => bayesian({ startupTrials: 3.5 })).toThrow(/3.5 came/);
  });
});
