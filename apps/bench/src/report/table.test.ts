import { expect, it } from 'vitest';
import { formatNumber, formatTime } from './format.js';
import { isMet, type Row, skippedRow } from './row.js';
import { cells, markdownTable, textTable } from './table.js';

const row: Row = {
  work: 'epoch',
  against: 'tfjs',
  target: { bound: 'at least', value: 9, unit: '×' },
  samples: [8, 9.5, 10],
  figures: '1.4 s beside 13.3 s',
};

it('holds the median against the target', () => {
  expect(isMet(row)).toBe(true);
  expect(isMet({ ...row, samples: [8, 8.9, 20] })).toBe(false);
  expect(isMet({ ...row, samples: [9] })).toBe(true);
  expect(isMet({ ...row, target: { bound: 'at most', value: 9, unit: ' MB' } })).toBe(false);
});

it('counts a skipped row neither as met nor as missed', () => {
  const skipped = skippedRow({ work: 'epoch', against: 'Keras', target: row.target }, 'no module');
  expect(isMet(skipped)).toBeUndefined();
  expect(cells(skipped)).toEqual(['epoch', 'Keras', 'at least 9×', 'skipped', '', '', 'no module']);
});

it('writes a row in words', () => {
  expect(cells(row)).toEqual(['epoch', 'tfjs', 'at least 9×', '9.5×', '8 to 10', 'yes', '1.4 s beside 13.3 s']);
  expect(cells({ ...row, samples: [8.123] })).toContain('one round');
});

it('writes numbers and times short', () => {
  expect([0.33333, 9.141, 99.96, 579.6].map(formatNumber)).toEqual(['0.333', '9.14', '100', '580']);
  expect([0.182, 2.74, 13_900].map(formatTime)).toEqual(['182 µs', '2.74 ms', '13.9 s']);
});

it('aligns text and escapes Markdown', () => {
  expect(
    textTable([
      ['a', 'b'],
      ['long', 'c'],
    ]),
  ).toBe('a     b\nlong  c');
  expect(
    markdownTable([
      ['a', 'b'],
      ['x|y', 'z'],
    ]),
  ).toBe('| a | b |\n|---|---|\n| x\\|y | z |');
});
