import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStudy, journal } from '@glassbox/tuning';
import { afterAll, expect, it } from 'vitest';
import { runScript } from '../support/run-script.js';

const WORKERS = 3;
const TRIALS = 40;
const folder = mkdtempSync(join(tmpdir(), 'glassbox-workers-'));
const path = join(folder, 'sweep.log');
const program = new URL('worker.program.ts', import.meta.url);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(`${WORKERS} processes share a journal: no trial is lost, none counted twice, no line torn`, async () => {
  const seeds = Array.from({ length: WORKERS }, (_, i) => String(i + 1));
  const outputs = await Promise.all(
    seeds.map((seed) => runScript(program, process.env, ['journal', path, String(TRIALS), seed])),
  );
  const numbers = outputs.flatMap((output) => JSON.parse(output) as number[]);
  const all = Array.from({ length: WORKERS * TRIALS }, (_, i) => i);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(all);
  const storage = journal(path);
  const study = await createStudy({ storage });
  expect(storage.damaged).toEqual([]);
  expect(study.trials.map(({ number }) => number)).toEqual(all);
  expect(study.trials.every(({ state, values }) => state === 'complete' && values!.length === 1)).toBe(true);
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});
