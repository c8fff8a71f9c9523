import { expect, it } from 'vitest';
import type { Outcome } from '../processes/interleave.js';
import { gpuTable } from './gpu-table.js';

const measured = (...values: number[]): Outcome => ({ answers: values.map((value) => ({ value })), versions: {} });

it('holds each peer against Glassbox, round by round, and names who is missing', () => {
  const outcomes = new Map<string, Outcome>([
    ['ours', measured(1, 2, 2)],
    ['stock', measured(10, 30, 10)],
    ['wasm', measured(0.5, 0.5, 1)],
    ['torch', { skipped: 'no module' }],
  ]);
  const rows = [{ title: 'step', outcomes, note: ['17 in 0.5', '117 in 7.8'] }];
  const { title, text, rows: table } = gpuTable('On a chip', 'ours', ['stock', 'wasm', 'torch'], rows);
  expect(title).toBe('On a chip');
  expect(table[0]?.slice(0, 5)).toEqual(['work', 'ours', 'stock', 'wasm', 'torch']);
  expect(table[1]).toEqual([
    ...['step', '2 ms', '10 ms: 10× (5 to 15)', '500 µs: 0.5× (0.25 to 0.5)', '-'],
    ...['17 in 0.5', '117 in 7.8'],
  ]);
  expect(text).toMatch(/\n\nNot measured: step, torch: no module\.$/);
});

it('shows times alone where Glassbox could not be measured', () => {
  const outcomes = new Map<string, Outcome>([
    ['ours', { skipped: 'no adapter' }],
    ['stock', measured(10)],
  ]);
  const { rows } = gpuTable('t', 'ours', ['stock'], [{ title: 'step', outcomes, note: [] }]);
  expect(rows[1]).toEqual(['step', '-', '10 ms']);
});
