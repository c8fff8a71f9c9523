import { expect, it } from 'vitest';
import { markdown, verdict } from './markdown.js';
import { merge } from './result.js';
import type { Row } from './row.js';

const target = { bound: 'at most', value: 400, unit: ' MB' } as const;
const rows: Row[] = [
  { work: 'a', against: 'b', target, samples: [300] },
  { work: 'c', against: 'd', target, samples: [500] },
  { work: 'e', against: 'f', target, samples: [], skipped: 'no module' },
];

it('counts what is met, missed and skipped', () => {
  expect(verdict(rows)).toBe('1 of 2 measured targets are met; 1 could not be measured.');
  expect(verdict(rows.slice(0, 1))).toBe('1 of 1 measured targets are met.');
});

it('puts parts together', () => {
  const parts = rows.map((row, i) => ({ rows: [row], versions: { [`v${i}`]: '1' } }));
  expect(merge(parts)).toEqual({ rows, versions: { v0: '1', v1: '1', v2: '1' }, details: [], series: [] });
});

it('writes machine, versions, date, targets and details', () => {
  const page = markdown({
    rows,
    versions: { keras: '3.15.1' },
    details: [{ title: 'Scaling', text: 'Grows so.', rows: [['x'], ['1']] }],
    machine: { processor: 'Some CPU', cores: 2, memory: '8 GiB', system: 'Debian', node: 'v20.20.0' },
    date: '2026-11-25',
    rounds: 5,
  });
  for (const part of ['Some CPU, 2 cores, 8 GiB', 'Node v20.20.0', 'keras 3.15.1', '2026-11-25, 5 rounds'])
    expect(page).toContain(part);
  expect(page).toContain('| c | d | at most 400 MB | 500 MB | one round | no |  |');
  expect(page).toContain('](benchmarks-gpu.md)');
  expect(page).toContain('## Scaling\n\nGrows so.\n\n| x |');
  expect(page.endsWith('|\n')).toBe(true);
});
