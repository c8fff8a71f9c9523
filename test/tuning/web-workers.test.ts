import { fileURLToPath } from 'node:url';
import { inProcess, threads } from '@glassbox/tuning';
import { describe, expect, it } from 'vitest';
import { servePage } from '../backends/browser/serve-page.js';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';
import { search } from './web-workers/search.js';

if (!findBrowser()) console.warn(`Skipped: Web Workers in Chromium. ${noBrowser}`);

const objective = new URL('web-workers/public/objective.js', import.meta.url);

/** What the page tells, served with the headers that isolate it or without. */
async function report(isolated: boolean): Promise<Record<string, unknown>> {
  const page = await servePage({ root: fileURLToPath(new URL('web-workers/', import.meta.url)) }, isolated);
  const browser = await launchBrowser({ webgpu: false });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    const text = await tab.locator('#report[data-done]').textContent({ timeout: 60_000 });
    return JSON.parse(text ?? '') as Record<string, unknown>;
  } finally {
    await browser.close();
    await page.close();
  }
}

it('threads give the trials of one process', async () => {
  expect(await search(objective, threads(1))).toEqual(await search(objective, inProcess()));
});

describe.skipIf(!findBrowser())('webWorkers', () => {
  it('give the trials that Node gives, and do what every executor has to do', async () => {
    const { trials, rows } = await report(true);
    expect(trials).toEqual(JSON.parse(JSON.stringify(await search(objective, inProcess()))));
    expect(rows).toHaveLength(6);
    for (const row of rows as object[]) expect(row).toMatchObject({ status: 'passed' });
  });

  it('say which headers a page needs', async () => {
    expect(await report(false)).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/Cross-Origin-Opener-Policy/),
    });
  });
});
