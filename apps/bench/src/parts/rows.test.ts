import { expect, it } from 'vitest';
import type { Outcome } from '../processes/interleave.js';
import { plainRow, speedRow, timesAsFast, versionsOf } from './rows.js';

const measured = (values: readonly number[], versions = {}): Outcome => ({
  answers: values.map((value) => ({ value })),
  versions,
});
const outcomes = new Map<string, Outcome>([
  ['Glassbox', measured([1, 2, 2])],
  ['tfjs', measured([10, 30, 10], { tfjs: '4.22.0' })],
  ['Keras', { skipped: 'no module' }],
]);
const heading = { work: 'epoch', against: 'tfjs', target: timesAsFast(9) };

it('compares round by round', () => {
  expect(speedRow(heading, outcomes, 'tfjs')).toEqual({
    ...heading,
    samples: [10, 15, 5],
    figures: '2 ms beside 10 ms',
  });
});

it('says who could not be measured', () => {
  expect(speedRow(heading, outcomes, 'Keras')).toEqual({ ...heading, samples: [], skipped: 'Keras: no module' });
  expect(speedRow(heading, new Map(), 'tfjs').skipped).toBe('Glassbox: it was not asked');
});

it('takes plain numbers as they are, and gathers versions', () => {
  expect(plainRow(heading, outcomes, 'Glassbox').samples).toEqual([1, 2, 2]);
  expect(versionsOf(outcomes)).toEqual({ tfjs: '4.22.0' });
});
