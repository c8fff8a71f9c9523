import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createStudy, importJournal } from '@glassbox/tuning';
import { storageCases } from '@glassbox/tuning/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedPage, servePage } from '../backends/browser/serve-page.js';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';
import type { Actions } from './browser-storage/main.js';

if (!findBrowser()) console.warn(`Skipped: studies in Chromium. ${noBrowser}`);

declare global {
  var actions: Actions;
}

const recorded = readFileSync(
  new URL('../../packages/tuning/src/storages/golden/optuna5_journal.log', import.meta.url),
  'utf8',
);

describe.skipIf(!findBrowser())('a study in the database of a browser', () => {
  let served: ServedPage;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    served = await servePage({ root: fileURLToPath(new URL('browser-storage/', import.meta.url)) });
    browser = await launchBrowser({ webgpu: false });
    context = await browser.newContext();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  const open = async (): Promise<Page> => {
    const tab = await context.newPage();
    await tab.goto(served.url);
    await tab.locator('body[data-ready]').waitFor({ state: 'attached' });
    return tab;
  };

  it('survives a reload in the midst of a trial, and goes on as if there had been none', async () => {
    const tab = await open();
    void tab.evaluate(() => actions.run('reloaded', 20, 6)).catch(() => undefined);
    await tab.getByText('hanging').waitFor({ state: 'attached' });
    await tab.reload();
    await tab.locator('body[data-ready]').waitFor({ state: 'attached' });
    const before = await tab.evaluate(() => actions.states('reloaded'));
    expect(before.map(([number, state]) => [number, state])).toEqual([
      ...Array.from({ length: 6 }, (_, i) => [i, 'complete']),
      [6, 'running'],
    ]);
    expect(await tab.evaluate(() => actions.run('reloaded', 3))).toEqual([7, 8, 9]);
    const after = await tab.evaluate(() => actions.states('reloaded'));
    expect(after.slice(0, 6)).toEqual(before.slice(0, 6));
    expect(after).toHaveLength(10);
  });

  it('is shared by two tabs, with no number twice', async () => {
    const tabs = [await open(), await open()];
    const own = await Promise.all(tabs.map((tab) => tab.evaluate(() => actions.run('shared', 25))));
    const all = Array.from({ length: 50 }, (_, i) => i);
    expect(own.flat().toSorted((a, b) => a - b)).toEqual(all);
    const states = await tabs[0]!.evaluate(() => actions.states('shared'));
    expect(states.map(([number, state]) => [number, state])).toEqual(all.map((i) => [i, 'complete']));
  });

  it('is written as a journal, and read from one that Optuna has written', async () => {
    const tab = await open();
    await tab.evaluate(() => actions.run('exported', 4));
    const states = await tab.evaluate(() => actions.states('exported'));
    const text = await tab.evaluate(() => actions.export('exported'));
    const { storage, damaged } = await importJournal(text);
    expect(damaged).toEqual([]);
    const { trials } = await createStudy({ storage });
    expect(trials.map(({ number, state, values }) => [number, state, values?.[0]])).toEqual(states);
    expect(trials[3]!.intermediateValues.get(0)).toBeNaN();
    expect(await tab.evaluate((given) => actions.import('optuna', given), recorded)).toBe(0);
    expect((await tab.evaluate(() => actions.export('optuna'))).split('\n')).toHaveLength(recorded.split('\n').length);
    await expect(tab.evaluate((given) => actions.import('optuna', given), recorded)).rejects.toThrow(/empty one/);
  });

  it('sets aside what is no record, and takes nothing of a change that throws', async () => {
    const tab = await open();
    await tab.evaluate(() => actions.run('spoilt', 2));
    const count = (await tab.evaluate(() => actions.export('spoilt'))).trim().split('\n').length;
    expect(await tab.evaluate(() => actions.damage('spoilt', ['no record', '{"op_code":5}']))).toEqual([
      [count, 'no record'],
      [count + 1, '{"op_code":5}'],
    ]);
    expect(await tab.evaluate(() => actions.states('spoilt'))).toHaveLength(2);
    const { error, count: left } = await tab.evaluate(() => actions.refuse('spoilt'));
    expect(error).toMatch(/No\./);
    expect(left).toBe(count + 2);
  });

  it('does what every storage has to do', async () => {
    const { count, others } = await (await open()).evaluate(() => actions.conformance());
    expect(others).toEqual([]);
    expect(count).toBe(storageCases.length);
  });
});
