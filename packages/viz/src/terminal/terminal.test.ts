import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import { testDigits } from '../../test/gallery/mnist-digits.js';
import { dropout02, historyOf } from '../../test/gallery/runs.js';
import { terminalCurve } from './terminal-curve.js';
import { terminalDigit } from './terminal-digit.js';

describe('terminalCurve', () => {
  test('draws a rising line between the ends of its scale', () => {
    const lines = terminalCurve(historyOf({ loss: [0, 1, 2, 3] }), { width: 8, height: 4 }).split('\n');
    expect(lines).toEqual(
      [
        '          loss   ⠒⠒ training',
        '  3.0000 ┤      ⡠⠊',
        '         ┤    ⡠⠊',
        '         ┤  ⡠⠊',
        '  0.0000 ┤⡠⠊',
        '         └────────',
        '          1      4  epoch',
      ].map((line) => line.slice(2)),
    );
  });

  test('marks validation by a letter, leaves gaps, and draws one epoch', () => {
    const text = terminalCurve(dropout02);
    expect(text.split('\n').slice(1, 9).join('').match(/o/g)).toHaveLength(5);
    const gap = terminalCurve(historyOf({ loss: [1, 2, Number.NaN, 4, 5] }), { width: 20, height: 4 });
    expect(gap).toContain('5.0000');
    expect(terminalCurve(historyOf({ loss: [0.5] }))).toContain('0.5000');
    expect(terminalCurve(historyOf({ loss: [Number.NaN] }))).not.toMatch(/[\u2801-\u2811\u2813-\u28ff]/);
  });

  test('refuses what trainingCurves refuses, and sizes out of range', () => {
    expect(errorCode(() => terminalCurve(historyOf({ loss: [] })))).toBe('empty-history');
    expect(errorCode(() => terminalCurve(dropout02, { metric: 'recall' }))).toBe('bad-argument');
    expect(errorCode(() => terminalCurve(dropout02, { width: 2 }))).toBe('bad-argument');
    expect(errorCode(() => terminalCurve(dropout02, { height: 2.5 }))).toBe('bad-argument');
  });
});

test('terminalDigit draws a seven', () => {
  const lines = terminalDigit({ data: testDigits(1).images.data, shape: [28, 28] }).split('\n');
  expect(lines).toHaveLength(14);
  expect(lines.slice(3, 7)).toEqual([
    '      ░░░░',
    '      ▒▓▓▓▓██▓████▓█▓▒',
    '            ░ ░░░ ░██░',
    '                 ░██░',
  ]);
  expect(errorCode(() => terminalDigit({ data: new Float32Array(4), shape: [4] }))).toBe('bad-shape');
});
