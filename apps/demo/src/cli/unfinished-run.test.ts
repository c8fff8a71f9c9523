import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings } from './settings.js';
import { resumeCommand, UnfinishedRun } from './unfinished-run.js';

let out = '';
beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'glassbox-unfinished-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const settings = { ...defaultSettings, seed: 7, quick: true };

it('keeps the settings of a run until it is finished', async () => {
  const stopped = new UnfinishedRun(out);
  expect(stopped.begun).toBe(false);
  expect(await stopped.open('first', settings)).toEqual({});
  expect(stopped.begun).toBe(true);
  const next = new UnfinishedRun(out);
  expect(await next.resume({ seed: 7 })).toEqual(settings);
  await next.finish();
  expect(next.exists).toBe(false);
});

it('goes on with a training that has a checkpoint, and begins one that has none', async () => {
  await new UnfinishedRun(out).open('first', settings);
  const next = new UnfinishedRun(out);
  await next.resume({});
  mkdirSync(next.place('first'));
  writeFileSync(path.join(next.place('first'), 'model.json'), '{}');
  expect(await next.open('first', settings)).toEqual({ resumeFrom: next.place('first') });
  expect(await next.open('more-dropout', settings)).toEqual({});
});

it('forgets the run before only when a new one begins to train', async () => {
  await new UnfinishedRun(out).open('first', settings);
  const fresh = new UnfinishedRun(out);
  expect(fresh.exists).toBe(true);
  await fresh.open('first', { ...settings, seed: 8 });
  expect(await new UnfinishedRun(out).resume({})).toMatchObject({ seed: 8 });
});

it('refuses to go on with nothing, with other settings, or with a broken file', async () => {
  const run = new UnfinishedRun(out);
  await expect(run.resume({})).rejects.toMatchObject({ code: 'nothing-to-resume' });
  await run.open('first', settings);
  await expect(new UnfinishedRun(out).resume({ seed: 1 })).rejects.toThrow(/has seed 7, but --seed 1 came/);
  writeFileSync(path.join(out, 'unfinished', 'settings.json'), '{"epochs":');
  await expect(new UnfinishedRun(out).resume({})).rejects.toMatchObject({ code: 'bad-checkpoint' });
});

it('names the command that goes on', () => {
  expect(resumeCommand({ out: 'glassbox-report', json: false })).toBe('npm run demo -- --resume');
  expect(resumeCommand({ out: "my 'run'", json: true })).toBe(
    "npm run demo -- --resume --out 'my '\\''run'\\''' --json",
  );
});
