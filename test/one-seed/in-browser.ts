import { fileURLToPath } from 'node:url';
import { mnistFiles } from '../../apps/demo/web/mnist-files.js';
import { servePage } from '../backends/browser/serve-page.js';
import { launchBrowser } from '../support/browser.js';
import type { JobRun } from './jobs.js';

/** The runs of all jobs on WASM in a page in a real browser. */
export async function runsInBrowser(): Promise<Readonly<Record<string, JobRun>>> {
  const page = await servePage({
    root: fileURLToPath(new URL('browser/', import.meta.url)),
    plugins: [mnistFiles()],
  });
  const browser = await launchBrowser({ webgpu: false });
  try {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    const text = await tab.locator('#report[data-done]').textContent({ timeout: 240_000 });
    return JSON.parse(text ?? '') as Record<string, JobRun>;
  } finally {
    await browser.close();
    await page.close();
  }
}
