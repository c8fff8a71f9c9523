import { expect, test } from 'vitest';
import { formatTick, linearTicks, logTicks } from './ticks.js';

test('linear ticks are round, and whole where that is asked', () => {
  expect(linearTicks([0, 0.6], 4)).toEqual([0, 0.2, 0.4, 0.6]);
  expect(linearTicks([1, 4], 10, true)).toEqual([1, 2, 3, 4]);
  expect(linearTicks([-30, 1000], 4)).toEqual([0, 500, 1000]);
  expect(linearTicks([2, 2], 4)).toEqual([2]);
});

test('logarithmic ticks are powers of ten, or parts of them where there are few', () => {
  expect(logTicks([1e-5, 0.1], 6)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  expect(logTicks([16, 512], 6)).toEqual([20, 50, 100, 200, 500]);
  expect(logTicks([1e-12, 1e12], 5).length).toBeLessThanOrEqual(5);
  expect(logTicks([1.1, 1.3], 5)).toEqual([1.1, 1.3]);
});

test('numbers are short', () => {
  expect([0, 1e-5, 2.5e-4, 0.001, 0.25, 1000, 100_000, 1.23456e7].map(formatTick)).toEqual([
    '0',
    '1e-5',
    '2.5e-4',
    '0.001',
    '0.25',
    '1000',
    '1e5',
    '1.235e7',
  ]);
});
