import type { ConformanceReport } from '@glassbox/backends/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';
import { type ServedPage, servePage, servePageForDevelopment } from './browser/serve-page.js';

if (!findBrowser()) console.warn(`Skipped: the search for the WebAssembly binary in a page. ${noBrowser}`);

describe.skipIf(!findBrowser())('the WebAssembly binary', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser({ webgpu: false });
  });
  afterAll(() => browser.close());

  /** Runs the suite in a page and gives its report and the addresses that the page asked for. */
  async function visit(page: ServedPage, query: string): Promise<{ report: ConformanceReport; requests: URL[] }> {
    const tab = await browser.newPage();
    const requests: URL[] = [];
    tab.on('request', (request) => requests.push(new URL(request.url())));
    await tab.goto(page.url + query);
    const text = await tab.locator('#report[data-done]').textContent({ timeout: 120_000 });
    await tab.close();
    await page.close();
    return { report: JSON.parse(text ?? '') as ConformanceReport, requests };
  }

  const binaries = (requests: readonly URL[]) => requests.filter(({ pathname }) => pathname.endsWith('.wasm'));
  const failures = ({ rows }: ConformanceReport) => rows.filter(({ status }) => status !== 'passed');

  it('comes with a built page, from its own host and no other', async () => {
    const { report, requests } = await visit(await servePage(), '?backend=wasm');
    expect(failures(report)).toEqual([]);
    expect(binaries(requests)[0]?.pathname).toMatch(/\/assets\/tfjs-backend-wasm-simd-.*\.wasm$/);
    expect(new Set(requests.map(({ hostname }) => hostname).filter(Boolean))).toEqual(new Set(['localhost']));
  });

  it("is found under Vite's development server, and in threads on an isolated page", async () => {
    const { report, requests } = await visit(await servePageForDevelopment(), '?backend=wasm&threads=2');
    expect(failures(report)).toEqual([]);
    expect(binaries(requests)[0]?.pathname).toMatch(/\/tfjs-backend-wasm-simd-shared\.wasm$/);
  });
});
