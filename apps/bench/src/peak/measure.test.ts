import { expect, it, vi } from 'vitest';
import { bestOf } from './measure.js';

it('takes the shortest of the calls that fit into the time, and makes at least one', () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const durations = [5, 3, 4, 9];
  const call = () => {
    time += durations.shift()!;
  };
  expect(bestOf(call, 10)).toBe(3);
  expect(durations).toEqual([9]);
  expect(bestOf(call, 0)).toBe(9);
});
