import { expect, it } from 'vitest';
import { formatDuration, formatMetric, progressLine } from './progress-line.js';

it('shows a bar, the count, the time left and the values', () => {
  expect(progressLine({ done: 600, total: 1500, seconds: 4, label: 'Epoch 1/5', values: { loss: 0.31 } })).toBe(
    'Epoch 1/5 [=========>              ]  600/1500 ETA 6s  loss 0.3100',
  );
});

it('shows the time taken once done, and no bar where the end is unknown', () => {
  expect(progressLine({ done: 8, total: 8, seconds: 75, width: 4 })).toBe('[====] 8/8 1:15');
  expect(progressLine({ done: 8, total: undefined, seconds: 3 })).toBe('8 3s');
  expect(progressLine({ done: 0, total: 8, seconds: 0, width: 4 })).toBe('[>   ] 0/8 ETA ?');
});

it('formats durations and metrics', () => {
  expect([0.4, 59.6, 3723].map(formatDuration)).toEqual(['0s', '1:00', '1:02:03']);
  expect([0.97, 12.5, 1.2e-7, 0, Number.NaN].map(formatMetric)).toEqual([
    '0.9700',
    '12.50',
    '1.20e-7',
    '0.0000',
    'NaN',
  ]);
});
