import { fileURLToPath } from 'node:url';
import { mnistFiles } from '../../apps/demo/web/mnist-files.js';
import { servePage } from '../backends/browser/serve-page.js';
import { launchBrowser } from '../support/browser.js';
import type { JobRun } from './jobs.js';

/** What a page reports. */
export interface PageReport {
  readonly runs: Readonly<Record<string, JobRun>>;
  /** How many words told threads of work. */
  readonly handedOver: number;
}

/** The runs of all jobs on WASM in a page in a real browser, in so many threads. */
export async function runsInBrowser(threads: number): Promise<PageReport> {
  const site = { root: fileURLToPath(new URL('browser/', import.meta.url)), plugins: [mnistFiles()] };
  const page = await servePage(site, true);
  const browser = await launchBrowser({ webgpu: false });
  try {
    const tab = await browser.newPage();
    await tab.goto(`${page.url}?threads=${threads}`);
    const text = await tab.locator('#report[data-done]').textContent({ timeout: 240_000 });
    return JSON.parse(text ?? '') as PageReport;
  } finally {
    await browser.close();
    await page.close();
  }
}
