import { expect, it } from 'vitest';
import { medianSeries, scalingTable } from './scaling-table.js';

const round = (factor: number) => [
  {
    over: 'rows',
    what: 'predict',
    points: [
      [10, factor],
      [100, 10 * factor],
      [1000, 100 * factor],
    ] as const,
  },
];

it('takes the median of each point over the rounds', () => {
  expect(medianSeries([round(1), round(5), round(2)])).toEqual(round(2));
  expect(medianSeries([])).toEqual([]);
});

it('gives the exponent beside the times', () => {
  expect(scalingTable(round(2))[1]).toEqual(['predict', 'rows', '1', '1.000', '10: 2 ms, 100: 20 ms, 1000: 200 ms']);
});
