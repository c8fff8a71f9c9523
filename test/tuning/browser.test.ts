import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { servePage } from '../backends/browser/serve-page.js';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';
import { searches } from './searches.js';

if (!findBrowser()) console.warn(`Skipped: searches in Chromium. ${noBrowser}`);

it.skipIf(!findBrowser())('one seed gives the same trials in Node and in Chromium, with every sampler', async () => {
  const page = await servePage({ root: fileURLToPath(new URL('browser/', import.meta.url)) });
  const browser = await launchBrowser({ webgpu: false });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    const text = await tab.locator('#report[data-done]').textContent({ timeout: 60_000 });
    expect(JSON.parse(text ?? '')).toEqual(JSON.parse(JSON.stringify(await searches())));
  } finally {
    await browser.close();
    await page.close();
  }
});
