import { describe, expect, it } from 'vitest';
import { bootstrappedMedian, compare, comparisonRows, holm, signedRankP } from './comparison.js';
import { noise } from './noise.js';

describe('the comparison of samplers', () => {
  it('tests signed ranks and adjusts for several tests', () => {
    expect(signedRankP([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBeCloseTo(0.00506, 4); // SciPy: wilcoxon(..., mode='approx')
    expect(signedRankP([1, -1, 2, -2])).toBeCloseTo(1, 6);
    expect(signedRankP([0, 0])).toBe(1);
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });

  it('tells how far a median of so many values may be trusted', () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    const [median, low, high] = bootstrappedMedian(values);
    expect(median).toBe(50);
    // By order statistics: the binomial quantiles of 101 values are 40 and 60.
    expect(low).toBeCloseTo(40, -0.5);
    expect(high).toBeCloseTo(60, -0.5);
    expect(bootstrappedMedian(values)).toEqual([median, low, high]);
    expect(bootstrappedMedian([3, 3, 3])).toEqual([3, 3, 3]);
  });

  it('pairs seeds that both have', () => {
    const result = (sampler: string, seed: number, regret: number) => ({
      sampler,
      function: 'f',
      seed,
      ms: 1,
      regrets: [9, regret],
    });
    const results = [
      result('a', 0, 1),
      result('a', 1, 0.1),
      result('a', 2, 5),
      result('b', 0, 0.01),
      result('b', 1, 1),
    ];
    const [row] = compare(results, ['a', 'b'], 2);
    expect(row).toMatchObject({ function: 'f', seeds: 2, wins: 1, p: expect.closeTo(0.65, 1) });
    expect(comparisonRows([row!], ['a', 'b'])[1]).toEqual([
      'f',
      '2',
      '0.55 [0.33, 0.78]',
      '0.51 [0.26, 0.75]',
      '-0.04',
      '-0.50 [-2.00, 1.00]',
      '1 of 2',
      expect.any(String),
    ]);
  });

  it('adds the noise that the Python side adds', () => {
    expect([0, 1].map((trial) => noise(3, trial))).toEqual([-0.6349800722673535, -0.8568959282711148]);
  });
});
