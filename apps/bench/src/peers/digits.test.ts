import { expect, it } from 'vitest';
import { digits } from './digits.js';

it('reads the first digits of MNIST', () => {
  const { count, pixels, labels } = digits('train', 5);
  expect([count, pixels.length]).toEqual([5, 5 * 784]);
  expect([...labels]).toEqual([5, 0, 4, 1, 9]);
  expect(Math.min(...pixels)).toBe(0);
  expect(Math.max(...pixels)).toBe(1);
});
