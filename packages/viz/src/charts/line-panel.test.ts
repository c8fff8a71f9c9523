import { expect, test } from 'vitest';
import { historyOf } from '../../test/gallery/runs.js';
import { toSvg } from '../render/to-svg.js';
import { trainingCurves } from './training-curves.js';

const draw = (loss: number[]) => toSvg(trainingCurves(historyOf({ loss })), { theme: 'light' });
const circles = (svg: string) => svg.split(/<circle c?x?/).length - 1;
const pathOf = (svg: string) => /aria-label="line".*?<path d="([^"]*)"/s.exec(svg)?.[1];

test('a missing value breaks the line', () => {
  expect(pathOf(draw([3, 2, 1]))!.match(/M/g)).toHaveLength(1);
  expect(pathOf(draw([4, 3, Number.NaN, 2, 1]))!.match(/M/g)).toHaveLength(2);
  expect(pathOf(draw([Number.NaN, Number.NaN])) ?? '').not.toContain('L');
});

test('a long run has symbols only where a value stands alone', () => {
  const long = Array.from({ length: 50 }, (_, i) => 1 / (i + 1));
  expect(circles(draw(long.slice(0, 30)))).toBe(30 + 1);
  expect(circles(draw(long))).toBe(0);
  const alone = long.map((value, i) => (i === 19 || i === 21 ? Number.NaN : value));
  expect(circles(draw(alone))).toBe(1);
});

test('epochs are whole and few, and shares do not pass one', () => {
  const svg = toSvg(trainingCurves(historyOf({ loss: Array(120).fill(1), accuracy: Array(120).fill(0.999) })));
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]!);
  expect(words).toContain('120');
  expect(words.filter((word) => /^\d+$/.test(word) && Number(word) >= 20)).toEqual([
    '20',
    '40',
    '60',
    '80',
    '100',
    '120',
    '20',
    '40',
    '60',
    '80',
    '100',
    '120',
  ]);
  expect(words.map(Number).filter((value) => value > 1 && value < 1.02)).toEqual([]);
});
