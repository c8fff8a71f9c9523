import { random } from '@glassbox/core';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import { activationInfo } from './activation-info.js';
import { confusionInfo } from './confusion-info.js';
import { histogramInfo } from './histogram-info.js';

describe('confusionInfo', () => {
  const info = confusionInfo([0, 0, 1, 1, 1, 2], [0, 1, 1, 1, 2, 2]);

  test('counts pairs, rows true, columns predicted', () => {
    expect(info.cells.map(({ count }) => count)).toEqual([1, 1, 0, 0, 2, 1, 0, 0, 1]);
    expect(info.cells.slice(3, 6).map(({ share }) => share)).toEqual([0, 2 / 3, 1 / 3]);
    expect(info).toMatchObject({ total: 6, right: 4, classes: ['0', '1', '2'] });
    expect(info.worst).toMatchObject({ truth: '0', predicted: '1', count: 1 });
  });

  test('has a row for each name, also without samples', () => {
    const named = confusionInfo([0, 1], [0, 1], ['a', 'b', 'c']);
    expect(named.cells.slice(6).map(({ share, truth }) => [truth, share])).toEqual([
      ['c', 0],
      ['c', 0],
      ['c', 0],
    ]);
    expect(named.worst).toBeUndefined();
  });

  test('refuses lists that do not fit', () => {
    expect(errorCode(() => confusionInfo([0, 1], [0]))).toBe('length-mismatch');
    expect(errorCode(() => confusionInfo([], []))).toBe('bad-argument');
    expect(errorCode(() => confusionInfo([0], [Number.NaN]))).toBe('bad-argument');
    expect(errorCode(() => confusionInfo([0, 2], [0, 1], ['a', 'b']))).toBe('bad-argument');
    expect(errorCode(() => confusionInfo([0, 1], [0, 1], ['a', 'a']))).toBe('bad-argument');
    expect(errorCode(() => confusionInfo([99], [0]))).toBe('bad-argument');
  });
});

describe('histogramInfo', () => {
  test('counts every finite value once, in round bins', () => {
    const info = histogramInfo([0, 0.1, 0.25, 0.5, 1, Number.NaN, Number.POSITIVE_INFINITY], 4);
    expect(info.bins).toEqual([
      { from: 0, to: 0.25, count: 2 },
      { from: 0.25, to: 0.5, count: 1 },
      { from: 0.5, to: 0.75, count: 1 },
      { from: 0.75, to: 1, count: 1 },
    ]);
    expect(info).toMatchObject({ count: 5, ignored: 2, least: 0, greatest: 1, mean: 0.37 });
  });

  test('seed 5: normal values have their mean and deviation, and bins that add up', () => {
    const source = random(5, 'histogram');
    const info = histogramInfo(Float32Array.from({ length: 20_000 }, () => 3 + 2 * source.normal()));
    expect(info.mean).toBeCloseTo(3, 1);
    expect(info.standardDeviation).toBeCloseTo(2, 1);
    expect(info.bins.reduce((sum, { count }) => sum + count, 0)).toBe(20_000);
    expect(info.bins.length).toBeGreaterThan(20);
    expect(info.bins.length).toBeLessThan(130);
  });

  test('equal values make one bin; no value and bad bins are refused', () => {
    expect(histogramInfo([7, 7, 7]).bins.filter(({ count }) => count > 0)).toMatchObject([{ count: 3 }]);
    expect(histogramInfo([0, 0]).bins).toMatchObject([{ count: 2 }]);
    expect(errorCode(() => histogramInfo([]))).toBe('bad-argument');
    expect(errorCode(() => histogramInfo([Number.NaN]))).toBe('bad-argument');
    expect(errorCode(() => histogramInfo([1, 2], 0))).toBe('bad-argument');
  });
});

test('activationInfo samples function and derivative and leaves gaps', () => {
  const info = activationInfo({ name: 'log', f: Math.log, derivative: (x) => 1 / x, domain: [-1, 1] });
  expect(info.points).toHaveLength(241);
  expect(info.points[0]).toEqual({ x: -1, value: null, slope: -1 });
  expect(info.points[120]).toEqual({ x: 0, value: null, slope: null });
  expect(info.points[240]).toEqual({ x: 1, value: 0, slope: 1 });
  const bad = { name: 'f', f: Math.abs, derivative: Math.sign };
  expect(errorCode(() => activationInfo({ ...bad, domain: [1, 1] }))).toBe('bad-argument');
  expect(errorCode(() => activationInfo({ ...bad, domain: [0, Number.NaN] }))).toBe('bad-argument');
});
