import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runProgram } from '../../../test/support/run-program.js';
import type { BenchResult } from '../src/report/result.js';
import { summarize } from '../src/statistics/summary.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bench = ['--import', 'tsx', '--conditions=@glassbox/source', 'apps/bench/src/main.ts'];

it('measures Glassbox beside peers, each in its process, and writes the numbers', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-bench-'));
  try {
    const json = path.join(folder, 'out.json');
    const args = [...bench, '--quick', '--only', 'step,predict', '--json', json];
    const { status, output } = await runProgram(args, root);
    expect(status, output).toBe(0);
    const { rows, versions } = JSON.parse(readFileSync(json, 'utf8')) as BenchResult;
    expect(rows.map(({ against }) => against)).toEqual([
      'jax-js, jitted, with Adam',
      'tfjs-layers predict, stock WASM, default',
    ]);
    for (const { samples, skipped } of rows) expect(summarize(samples).median, skipped).toBeGreaterThan(0);
    expect(versions).toMatchObject({ 'tfjs-core': '4.22.0', '@jax-js/jax': '0.1.25' });
    expect(output).toContain('of 2 measured targets are met');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('answers a mistake on the command line in one line', async () => {
  const { status, output } = await runProgram([...bench, '--only', 'mpl'], root);
  expect(status).toBe(2);
  expect(output).toMatch(/^Unknown part of the bench 'mpl'.*'mlp'/);
});
