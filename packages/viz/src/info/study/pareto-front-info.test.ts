import { random } from '@glassbox/core';
import { expect, test } from 'vitest';
import { errorCode } from '../../../test/error-code.js';
import { networkStudy, trialOf } from '../../../test/gallery/studies.js';
import { frontNumbers } from './pareto-front.js';
import { paretoFrontInfo } from './pareto-front-info.js';

const points = [
  [1, 5],
  [2, 3],
  [3, 4],
  [4, 1],
  [1, 5],
  [5, 1],
];
const study = {
  name: 's',
  directions: ['minimize', 'minimize'] as const,
  trials: points.map((values, i) => trialOf(i, { values })),
};

test('the front holds what no other dominates, equal points together', () => {
  expect(paretoFrontInfo(study).front).toEqual([0, 1, 3, 4]);
  expect(paretoFrontInfo({ ...study, directions: ['maximize', 'maximize'] }).front).toEqual([0, 2, 4, 5]);
  expect(paretoFrontInfo({ ...study, directions: ['minimize', 'maximize'] }).front).toEqual([0, 4]);
});

test('infeasible trials are on no front, unless all are infeasible', () => {
  const bad = (i: number) => ({ ...study.trials[i]!, constraints: { c: 1 } });
  expect(paretoFrontInfo({ ...study, trials: study.trials.with(1, bad(1)) }).front).toEqual([0, 2, 3, 4]);
  expect(paretoFrontInfo({ ...study, trials: study.trials.map((_, i) => bad(i)) }).front).toEqual([0, 1, 3, 4]);
});

test('three objectives give three pairs; one objective and no result are refused', () => {
  const three = { ...study, directions: [...study.directions, 'maximize' as const] };
  const trials = points.map((values, i) => trialOf(i, { values: [...values, i] }));
  expect(paretoFrontInfo({ ...three, trials }).pairs).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(errorCode(() => paretoFrontInfo(networkStudy()))).toBe('bad-argument');
  expect(errorCode(() => paretoFrontInfo({ ...study, trials: [] }))).toBe('no-result');
});

test('agrees with the definition on random points of three objectives', () => {
  const source = random(3, 'front');
  const all = Array.from({ length: 300 }, (_, number) => ({
    number,
    losses: [source.integer(12), source.integer(12), source.integer(12)],
  }));
  const isBeaten = (losses: readonly number[]) =>
    all.some((other) => other.losses.every((loss, i) => loss <= losses[i]!) && other.losses.join() !== losses.join());
  const expected = all.filter(({ losses }) => !isBeaten(losses)).map(({ number }) => number);
  expect(frontNumbers(all)).toEqual(expected);
});
