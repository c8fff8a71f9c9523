import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Executor, Objective } from '../../executors/executor.js';
import type { Call } from '../../executors/task.js';
import { KnownCalls, TrialSession } from '../../executors/trial-session.js';
import { crowdingDistances } from '../../multi-objective/crowding.js';
import { hypervolume } from '../../multi-objective/hypervolume.js';
import { memory } from '../../storages/memory.js';
import { createStudy } from '../../study/study.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { type Nsga2Options, nsga2 } from './nsga2.js';
import { eliteOf, frontsOf } from './selection.js';

const SEED = 1;

const golden = JSON.parse(readFileSync(new URL('golden/nsga2.json', import.meta.url), 'utf8')) as {
  /** Optuna's ranks and distances; a distance that is infinite is null. */
  readonly sorting: readonly {
    readonly values: readonly (readonly number[])[];
    readonly penalty: readonly number[] | null;
    readonly ranks: readonly number[];
    readonly distances: readonly (number | null)[];
    /** Whether no two trials have a value in common: which of equal ones is at an end is a matter of the sort. */
    readonly distinct: boolean;
  }[];
  readonly dimensions: number;
  readonly trials: number;
  readonly reference: readonly number[];
  /** Medians over seeds of the hypervolume that Optuna comes to. */
  readonly volumes: Readonly<Record<keyof typeof functions, Readonly<Record<'uniform' | 'sbx' | 'random', number>>>>;
};

const zdt =
  (front: (ratio: number) => number): Objective =>
  (trial) => {
    const x = Array.from({ length: golden.dimensions }, (_, i) => trial.float(`x${i}`, 0, 1));
    const g = 1 + (9 * x.slice(1).reduce((sum, value) => sum + value, 0)) / (golden.dimensions - 1);
    return [x[0]!, g * (1 - front(x[0]! / g))];
  };
const functions = { zdt1: zdt(Math.sqrt), zdt2: zdt((ratio) => ratio ** 2) };

/** A complete trial of a study that was not run. */
const recordOf = (number: number, values: readonly number[], penalty = 0): TrialRecord => ({
  number,
  values,
  state: 'complete',
  params: {},
  distributions: {},
  proposed: {},
  intermediateValues: new Map(),
  intermediateVectors: new Map(),
  constraints: { rule: penalty },
  userAttributes: {},
  systemAttributes: {},
});
const viewOf = (trials: readonly TrialRecord[]): StudyView => ({
  name: 'study',
  directions: trials[0]!.values!.map(() => 'minimize' as const),
  trials,
});

describe('sorting', () => {
  it.each(golden.sorting)('has the ranks and the distances of Optuna (%#)', (each) => {
    const { values, penalty, ranks, distances, distinct } = each;
    const trials = values.map((own, i) => recordOf(i, own, penalty?.[i]));
    const found = new Array<number>(values.length).fill(-1);
    for (const [rank, front] of frontsOf(viewOf(trials), trials).entries()) {
      for (const { number } of front) found[number] = rank;
    }
    expect(found).toEqual(ranks);
    if (!distinct) return;
    for (const [i, distance] of crowdingDistances(values).entries()) {
      expect(distance).toBeCloseTo(distances[i] ?? Number.POSITIVE_INFINITY, 12);
    }
  });

  it('keeps whole fronts, and of the next the trials with most room', () => {
    const points = [
      [0, 9],
      [1, 7],
      [1.1, 6.9],
      [4, 4],
      [9, 0],
      [0.5, 8.9],
    ].map((values, i) => recordOf(i, values));
    const behind = [recordOf(6, [10, 10]), recordOf(7, [-1, -1], 2)];
    const numbers = (count: number) =>
      eliteOf(viewOf(points), [...points, ...behind], count)
        .map(({ number }) => number)
        .sort((a, b) => a - b);
    expect(numbers(3)).toEqual([0, 3, 4]);
    expect(numbers(7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(numbers(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(crowdingDistances([[1], [1]])).toEqual([0, 0]);
    expect(crowdingDistances([[-Infinity], [0], [2], [Infinity]])).toEqual([Infinity, Infinity, Infinity, Infinity]);
  });
});

describe('as a sampler', () => {
  const run = async (
    objective: Objective,
    options: Nsga2Options,
    trials: number,
    storage = memory(),
    concurrency = 1,
  ) => {
    const study = await createStudy({ storage, directions: ['minimize', 'minimize'], sampler: nsga2(options) });
    await study.optimize(objective, { trials, concurrency });
    return study;
  };

  it.each(['zdt1', 'zdt2'] as const)('comes as far as Optuna does on %s, by either crossover', async (name) => {
    const { reference, trials, volumes } = golden;
    for (const crossover of ['uniform', 'sbx'] as const) {
      const found: number[] = [];
      for (let seed = 0; seed < 7; seed++) {
        const study = await run(functions[name], { seed, crossover, populationSize: 20 }, trials);
        const points = study.bestTrials.map(({ values }) => values!);
        found.push(
          hypervolume(
            points.filter((point) => point.every((value, i) => value <= reference[i]!)),
            reference,
          ),
        );
      }
      const median = found.sort((a, b) => a - b)[3]!;
      const { random, [crossover]: theirs } = volumes[name];
      // What the seeds leave open is a tenth of the way from chance to Optuna.
      expect(median).toBeGreaterThan(theirs - 0.1 * (theirs - random));
    }
  });

  const mixed: Objective = (trial) => {
    const [x, n] = [trial.float('x', 1e-3, 1, { log: true }), trial.int('n', 1, 9)];
    const kind = trial.categorical('kind', ['a', 'b', 'c']);
    trial.setConstraint('not b', kind === 'b' ? 1 : 0);
    return [x * n, (kind === 'a' ? 1 : 2) / (x * n)];
  };

  it('goes on after a stop as if there had been none', async () => {
    const options: Nsga2Options = { seed: SEED, populationSize: 8, crossover: 'sbx' };
    const whole = await run(mixed, options, 60);
    const storage = memory();
    for (const part of [5, 3, 30, 22]) await run(mixed, options, part, storage);
    const { trials } = await createStudy({ storage, directions: ['minimize', 'minimize'] });
    expect(trials.map(({ params }) => params)).toEqual(whole.trials.map(({ params }) => params));
  });

  it('avoids what violates constraints, also with several workers', async () => {
    const storage = memory();
    await Promise.all([1, 2].map(() => run(mixed, { seed: SEED, populationSize: 8 }, 60, storage, 2)));
    const { trials } = await createStudy({ storage, directions: ['minimize', 'minimize'] });
    const shareOf = (part: readonly TrialRecord[]) =>
      part.filter(({ params }) => params.kind === 'b').length / part.length;
    expect(trials).toHaveLength(120);
    expect(shareOf(trials.slice(-40))).toBeLessThan(0.2);
    expect(trials.at(-1)!.systemAttributes['nsga2:generation']).toBeGreaterThan(8);
  });

  it('works for one objective, and says what it cannot do', async () => {
    const study = await createStudy({ direction: 'maximize', sampler: nsga2({ seed: SEED, populationSize: 10 }) });
    await study.optimize((trial) => -((trial.float('x', -5, 5) - 2) ** 2), { trials: 150 });
    expect(study.best.value).toBeGreaterThan(-0.05);
    expect(() => nsga2({ populationSize: 1 })).toThrow(/at least 2 trials/);
    expect(() => nsga2({ mutationProbability: 2 })).toThrow(/from 0 to 1/);
  });
});

it('says ahead all that a trial will ask for, what mutates too', async () => {
  const calls: readonly Call[] = [
    ['float', 'x', -2, 2],
    ['int', 'y', 1, 9],
    ['categorical', 'z', ['a', 'b', 'c']],
  ];
  const [ahead, asked]: [unknown[][], unknown[][]] = [[], []];
  const known = new KnownCalls();
  const elsewhere: Executor = {
    name: 'elsewhere',
    async run(_, source) {
      for (let trial = await source.next(); trial; trial = await source.next()) {
        const session = new TrialSession(trial, known);
        const foreseen = new Map(session.task.ahead);
        ahead.push(calls.map((call) => foreseen.get(JSON.stringify(call))));
        const values = calls.map((call) => session.ask([call]).value!);
        asked.push(values);
        await source.end(trial, session.end([], { value: Number(values[0]) ** 2 + Number(values[1]) }));
      }
    },
  };
  const make = () => createStudy({ sampler: nsga2({ seed: SEED, populationSize: 6, mutationProbability: 0.3 }) });
  const [here, there] = [await make(), await make()];
  await there.optimize(() => 0, { trials: 40, executor: elsewhere });
  expect(ahead.slice(1)).toEqual(asked.slice(1));
  expect(ahead[0]).toEqual([undefined, undefined, undefined]);
  const objective: Objective = (trial) => {
    const [x, y] = [trial.float('x', -2, 2), trial.int('y', 1, 9)];
    trial.categorical('z', ['a', 'b', 'c']);
    return x ** 2 + y;
  };
  await here.optimize(objective, { trials: 40 });
  expect(there.trials.map(({ params }) => params)).toEqual(here.trials.map(({ params }) => params));
  // Some parameters of later generations are drawn by themselves.
  const drawn = there.trials
    .slice(12)
    .flatMap(({ params, proposed }) => Object.keys(params).filter((name) => !(name in proposed)));
  expect(drawn.length).toBeGreaterThan(5);
});
