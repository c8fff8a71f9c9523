import { describe, expect, it } from 'vitest';
import { LEAST_COST, split } from './split.js';

describe('split', () => {
  it('leaves work whole that is not worth two parts', () => {
    expect(split({ extent: 32, cost: 2 * LEAST_COST - 1 }, 4)).toEqual([{ start: 0, count: 32 }]);
    expect(split({ extent: 32, cost: 2 * LEAST_COST }, 4)).toHaveLength(2);
    expect(split({ extent: 1, cost: 1e9 }, 4)).toEqual([{ start: 0, count: 1 }]);
  });

  it.each([2, 3, 4, 9])('covers everything once, from multiples of the unit, in %i threads', (threads) => {
    for (const [extent, unit] of [
      [1, 4],
      [5, 4],
      [32, 4],
      [33, 4],
      [3, 1],
      [1000, 8],
    ] as const) {
      const parts = split({ extent, unit, cost: 1e12 }, threads);
      expect(parts.length).toBe(Math.min(2 * threads, 16, Math.ceil(extent / unit)));
      let end = 0;
      for (const { start, count } of parts) {
        expect(start).toBe(end);
        expect(start % unit).toBe(0);
        expect(count).toBeGreaterThan(0);
        end = start + count;
      }
      expect(end).toBe(extent);
    }
  });
});
