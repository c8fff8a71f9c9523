import { expect, it } from 'vitest';
import { ratios, summarize } from './summary.js';

it('takes the middle of an odd count and the mean of the middle two of an even one', () => {
  expect(summarize([9, 1, 10])).toEqual({ median: 9, least: 1, most: 10, count: 3 });
  expect(summarize([4, 1, 3, 100])).toEqual({ median: 3.5, least: 1, most: 100, count: 4 });
});

it('has no median of nothing', () => {
  expect(summarize([])).toMatchObject({ median: Number.NaN, count: 0 });
});

it('compares round by round, as far as both went', () => {
  expect(ratios([1, 2, 4], [10, 10])).toEqual([10, 5]);
});
