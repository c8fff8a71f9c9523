import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TuneResult } from '../src/tune/tune.js';
import { runDemo, temporaryFolder } from './run-demo.js';

const out = temporaryFolder();
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('a short sweep with seed 42', () => {
  it('searches five ways, spends a quarter of the epochs where models search, and writes its pages', async () => {
    const run = await runDemo(['tune', '--quick', '--seed', '42', '--processes', '2', '--json', '--out', out]);
    expect(run.status, run.stderr).toBe(0);
    const result = JSON.parse(run.stdout) as TuneResult;
    expect(result.searches.map(({ search }) => search)).toEqual([
      'grid',
      'random',
      'bayesian',
      'bayesian+asha',
      'tpe+asha',
    ]);
    const [grid, random, ...models] = result.searches;
    for (const { trials, epochs, pruned } of [grid!, random!]) expect([trials, epochs, pruned]).toEqual([8, 24, 0]);
    for (const { epochs } of models) expect(epochs).toBeLessThanOrEqual(11);
    for (const { accuracy, params } of result.searches) {
      expect(accuracy).toBeGreaterThan(0.6);
      expect(Object.keys(params)).toHaveLength(7);
    }
    for (const file of result.files) expect(readFileSync(path.join(out, file), 'utf8')).toContain('</html>');
    expect(result.files).toHaveLength(6);
  }, 240_000);

  it('is told what is wrong in one line', async () => {
    const run = await runDemo(['tune', '--trials', 'many']);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^--trials takes a whole number.*\n$/);
  });
});
