import { expect, test } from 'vitest';
import { trialOf } from '../../../test/gallery/studies.js';
import { bestScored, objectiveOf, scoredTrials } from './objective.js';

const study = (direction: 'minimize' | 'maximize', values: number[]) => ({
  name: 's',
  directions: [direction],
  trials: values.map((value, i) => trialOf(i, { values: [value], constraints: { size: i === 1 ? 1 : -1 } })),
});

test('ranks go from the worst to the best, and equal values share the middle of their places', () => {
  const ranks = (direction: 'minimize' | 'maximize', values: number[]) => {
    const each = study(direction, values);
    return scoredTrials(each, objectiveOf(each, {})).map(({ rank }) => rank);
  };
  expect(ranks('minimize', [1, 3, 2])).toEqual([1, 0, 0.5]);
  expect(ranks('maximize', [1, 3, 2])).toEqual([0, 1, 0.5]);
  expect(ranks('minimize', [7, 5, 5, 5, 1])).toEqual([0, 0.5, 0.5, 0.5, 1]);
  expect(ranks('minimize', [7])).toEqual([1]);
});

test('the best is feasible where one is, and the earliest of equals', () => {
  const best = (values: number[]) => {
    const each = study('minimize', values);
    return bestScored(scoredTrials(each, objectiveOf(each, {}))).trial.number;
  };
  expect(best([2, 1, 2])).toBe(0);
  const [, infeasible] = study('minimize', [2, 1]).trials;
  const only = { name: 's', directions: ['minimize' as const], trials: [infeasible!] };
  expect(bestScored(scoredTrials(only, objectiveOf(only, {}))).trial.number).toBe(1);
});
