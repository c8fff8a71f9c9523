import { describe, expect, test } from 'vitest';
import { errorCode } from '../../../test/error-code.js';
import { networkStudy, trialOf } from '../../../test/gallery/studies.js';
import { optimizationHistoryInfo } from './optimization-history-info.js';
import type { StudyData, TrialData } from './study-data.js';

const study = (trials: readonly TrialData[], directions: StudyData['directions'] = ['minimize']): StudyData => ({
  name: 's',
  directions,
  trials,
});
const complete = (number: number, ...values: number[]) => trialOf(number, { values });

const mixed = study([
  complete(0, 5),
  trialOf(1, { state: 'pruned', values: [1] }),
  trialOf(2, { values: [2], constraints: { memory: 0.5 } }),
  complete(3, 4),
  trialOf(4, { state: 'failed' }),
  complete(5, 4),
  complete(6, 3),
  trialOf(7, { state: 'running' }),
]);

describe('optimizationHistoryInfo', () => {
  test('the best so far is of feasible complete trials only, and only where it gets better', () => {
    const info = optimizationHistoryInfo(mixed);
    expect(info.best).toEqual([
      { number: 0, value: 5 },
      { number: 3, value: 4 },
      { number: 6, value: 3 },
    ]);
    expect(info.points.map(({ outcome, value }) => [outcome, value])).toEqual([
      ['complete', 5],
      ['pruned', 1],
      ['infeasible', 2],
      ['complete', 4],
      ['failed', null],
      ['complete', 4],
      ['complete', 3],
    ]);
    expect(info.total).toBe(7);
  });

  test('large values are better where they are to be maximized, and the objective is chosen by its place', () => {
    const two = study([complete(0, 1, 10), complete(1, 2, 30), complete(2, 0, 20)], ['minimize', 'maximize']);
    expect(optimizationHistoryInfo(two, { objective: 1 }).best).toEqual([
      { number: 0, value: 10 },
      { number: 1, value: 30 },
    ]);
    expect(optimizationHistoryInfo(two).objective).toEqual({ index: 0, name: 'value 0', direction: 'minimize' });
    expect(errorCode(() => optimizationHistoryInfo(two, { objective: 2 }))).toBe('bad-argument');
  });

  test('of many trials few are drawn, all that were better among them, always the same', () => {
    const many = study(Array.from({ length: 10_001 }, (_, i) => complete(i, i % 3000 === 1 ? 10 - i / 3000 : 50)));
    const info = optimizationHistoryInfo(many);
    expect(info.points.length).toBeGreaterThan(1600);
    expect(info.points.length).toBeLessThan(2010);
    const drawn = new Set(info.points.map(({ number }) => number));
    expect(info.best.map(({ number }) => number)).toEqual([0, 1, 3001, 6001, 9001]);
    expect(info.best.every(({ number }) => drawn.has(number))).toBe(true);
    expect(optimizationHistoryInfo(many)).toEqual(info);
  });

  test('values more than a thousandfold apart have a logarithmic axis, unless one is not positive', () => {
    const kind = (...values: number[]) =>
      optimizationHistoryInfo(study(values.map((value, i) => complete(i, value)))).axis.kind;
    expect(kind(1, 1000)).toBe('linear');
    expect(kind(1, 1001)).toBe('log');
    expect(kind(0, 1001)).toBe('linear');
  });

  test('values that are not finite are no values', () => {
    const info = optimizationHistoryInfo(study([complete(0, Number.POSITIVE_INFINITY), complete(1, 3)]));
    expect(info.points.map(({ value }) => value)).toEqual([null, 3]);
    expect(info.axis.domain).toEqual([3, 3]);
  });

  test('a study without a value is refused', () => {
    expect(errorCode(() => optimizationHistoryInfo(study([])))).toBe('no-result');
    expect(errorCode(() => optimizationHistoryInfo(study([trialOf(0, { state: 'failed' })])))).toBe('no-result');
  });

  test('the gallery stays as it was', () => {
    const { points, best, total } = optimizationHistoryInfo(networkStudy());
    expect([points.length, total, best.length, best.at(-1)!.number]).toEqual([59, 59, 3, 4]);
  });
});
