import { type ConformanceReport, skippedReport } from '@glassbox/backends/testing';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';
import { runWithWebgpu } from '../support/webgpu-in-node.js';
import { servePage } from './browser/serve-page.js';

/** A report under another name, where one backend runs in several places. */
export function renamed(report: ConformanceReport, backend: string): ConformanceReport {
  return { ...report, backend, rows: report.rows.map((row) => ({ ...row, backend })) };
}

/** The suite on WebGPU in a Node process of its own. */
export async function webgpuInNode(): Promise<ConformanceReport> {
  const read = (output: string) => JSON.parse(output) as ConformanceReport;
  const output = await runWithWebgpu(
    new URL('webgpu-in-node.program.ts', import.meta.url),
    (text) => read(text).device === undefined,
  );
  return renamed(read(output), 'webgpu (Node)');
}

/** The suite on backends in a page in a real browser; each is skipped where no browser is found. */
export async function inBrowser(backends: readonly string[]): Promise<ConformanceReport[]> {
  const titles = backends.map((name) => `${name} (Chromium)`);
  if (!findBrowser()) return titles.map((title) => skippedReport(title, noBrowser));
  const page = await servePage();
  const browser = await launchBrowser();
  try {
    const reports: ConformanceReport[] = [];
    for (const [i, name] of backends.entries()) {
      const tab = await browser.newPage();
      await tab.goto(`${page.url}?backend=${name}`);
      const text = await tab.locator('#report[data-done]').textContent({ timeout: 240_000 });
      reports.push(renamed(JSON.parse(text ?? '') as ConformanceReport, titles[i]!));
      await tab.close();
    }
    return reports;
  } finally {
    await browser.close();
    await page.close();
  }
}
