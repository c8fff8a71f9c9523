import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Objective } from '../executors/executor.js';
import { hypervolume } from '../multi-objective/hypervolume.js';
import { selectSubset } from '../multi-objective/subset-selection.js';
import type { ParamValue } from '../space/distribution.js';
import { createStudy } from '../study/study.js';
import type { Direction } from '../study/trial-record.js';
import { tpe } from './tpe/tpe.js';

/** What Optuna 5.0.0.dev decided, trial by trial. */
const { studies } = JSON.parse(readFileSync(new URL('golden/tpe-objectives.json', import.meta.url), 'utf8')) as {
  readonly studies: readonly {
    readonly kind: keyof typeof objectives;
    readonly multivariate: boolean | null;
    readonly seed: number;
    readonly trials: readonly {
      readonly params: Readonly<Record<string, ParamValue>>;
      readonly values: readonly number[];
    }[];
  }[];
};

const two: Objective = (trial) => {
  const [x, y] = [trial.float('x', 0, 5), trial.float('y', 0, 3)];
  return [4 * x ** 2 + 4 * y ** 2, (x - 5) ** 2 + (y - 5) ** 2];
};
const mixed: Objective = (trial) => {
  const [rate, units] = [trial.float('rate', 1e-4, 1, { log: true }), trial.int('units', 1, 20)];
  const kind = trial.categorical('kind', ['a', 'b', 'c']);
  const cost = units * { a: 1, b: 2, c: 0.5 }[kind];
  return [(Math.log10(rate) + 2) ** 2 + 10 / units + { a: 0, b: -1, c: 1 }[kind], -cost];
};
const three: Objective = (trial) => {
  const [x, y, z] = ['x', 'y', 'z'].map((name) => trial.float(name, -2, 2)) as [number, number, number];
  return [(x - 1) ** 2 + y ** 2, x ** 2 + (y - 1) ** 2 + 0.1 * z ** 2, x ** 2 + y ** 2 + (z + 1) ** 2];
};
/** Values that are often the same, so that fronts have twins. */
const grouped: Objective = (trial) => {
  const [n, m] = [trial.int('n', 0, 4), trial.int('m', 0, 4)];
  return [(n - 3) ** 2 + m, n + (m - 3) ** 2];
};
const objectives = { two, mixed, three, grouped };
const directions: Readonly<Record<keyof typeof objectives, readonly Direction[]>> = {
  two: ['minimize', 'minimize'],
  mixed: ['minimize', 'maximize'],
  three: ['minimize', 'minimize', 'minimize'],
  grouped: ['minimize', 'minimize'],
};

describe('with several objectives, decides as Optuna does, trial by trial, to 1e-9', () => {
  it.each(studies.map((study) => [study.kind, study.multivariate ? 'jointly' : 'by default', study] as const))(
    '%s %s',
    async (kind, _, { multivariate, seed, trials }) => {
      const sampler = tpe({ seed, compat: 'optuna', ...(multivariate && { multivariate }) });
      const study = await createStudy({ directions: directions[kind], sampler });
      await study.optimize(objectives[kind], { trials: trials.length });
      expect(trials.length).toBeGreaterThan(70);
      for (const [number, expected] of trials.entries()) {
        for (const [name, value] of Object.entries(expected.params)) {
          const found = study.trials[number]!.params[name];
          if (typeof value !== 'number') expect(found, `${name} of trial ${number}`).toBe(value);
          else expect(Math.abs((found as number) - value), `${name} of trial ${number}`).toBeLessThan(1e-9);
        }
      }
    },
  );
});

describe('the part of a front that dominates most', () => {
  const front = [
    [1, 9],
    [2, 5],
    [4, 4],
    [8, 1],
    [9, 0.5],
    [2, 5],
  ];
  const reference = [10, 10];

  it('takes what adds most, one by one', () => {
    expect(selectSubset(front, 1, reference)).toEqual([1]);
    const volumeOf = (places: readonly number[]) =>
      hypervolume(
        places.map((i) => front[i]!),
        reference,
      );
    const [, second] = selectSubset(front, 2, reference) as [number, number];
    for (let i = 0; i < front.length; i++) expect(volumeOf([1, second])).toBeGreaterThanOrEqual(volumeOf([1, i]));
  });

  it('does the same for more objectives, of which the last says nothing', () => {
    const flat = front.map((point) => [...point, 3]);
    for (let count = 1; count < 6; count++) {
      expect(selectSubset(flat, count, [10, 10, 4])).toEqual(selectSubset(front, count, reference));
    }
  });

  it('takes twins last, all where all are asked for, and the first where there is no end', () => {
    expect(selectSubset(front, 6, reference)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...selectSubset(front, 5, reference)].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(selectSubset([...front, [1, 9]], 6, reference)).toHaveLength(6);
    expect(selectSubset(front, 2, [10, Number.POSITIVE_INFINITY])).toEqual([0, 1]);
  });
});
