import { toSvg } from '@glassbox/viz';
import { expect, it } from 'vitest';
import { classCounts } from './class-counts.js';

it('counts each class, those without samples too', () => {
  const chart = classCounts([0, 2, 2, 3], { title: 'Digits' });
  expect(chart.info.counts.map(({ count }) => count)).toEqual([1, 0, 2, 1]);
  expect(chart.description).toBe('4 samples in 4 classes, from 0 to 2 a class.');
  expect(chart.table.rows).toEqual([
    ['0', 1],
    ['1', 0],
    ['2', 2],
    ['3', 1],
  ]);
});

it('draws a bar for each class as long as its share of the largest', () => {
  const text = toSvg(classCounts([0, 1, 1], { title: 'Digits' }));
  expect(text).toMatch(/<title[^>]*>Digits<\/title>/);
  expect([...text.matchAll(/<rect[^>]*\bwidth="(210|420)"/g)].map(([, width]) => width)).toEqual(['210', '420']);
});
