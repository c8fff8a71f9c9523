import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { type Contestant, interleave } from '../processes/interleave.js';
import type { Part } from './part.js';
import { plainRow, versionsOf } from './rows.js';

/** How long training on a page's main thread keeps the page from its turn, in Chromium. */
export const yielding: Part = {
  id: 'browser',
  does: 'the longest stretch without yielding in a browser',
  async run({ rounds, quick, log }) {
    const rows = quick ? 2000 : 20_000;
    const outcomes = await interleave([browserPage(rows)], rounds, log);
    const target = { bound: 'at most', value: 50, unit: ' ms' } as const;
    const heading = { work: 'longest stretch without yielding, Chromium', against: 'a fixed bound', target };
    const figures = `notebook network, ${rows} images, on the main thread`;
    return { rows: [plainRow(heading, outcomes, 'Glassbox', figures)], versions: versionsOf(outcomes) };
  },
};

const browserPage = (rows: number): Contestant => ({
  name: 'Glassbox',
  async open() {
    const executablePath = process.env.CHROME_PATH;
    if (!executablePath) return { unavailable: 'no browser was found; install chromium or set CHROME_PATH' };
    const [server, browser] = await Promise.all([serve(), launch(executablePath)]);
    const [url = ''] = server.resolvedUrls?.local ?? [];
    const measure = async () => {
      // A page of its own each round: what a visitor meets, compilation included.
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction('globalThis.longestStretch');
      const value = (await page.evaluate(`longestStretch(${rows})`)) as number;
      await page.close();
      return { value };
    };
    const close = () => void Promise.all([server.close(), browser.close()]);
    try {
      await measure();
      return { versions: { Chromium: browser.version() }, round: measure, close };
    } catch (error) {
      close();
      return { unavailable: (error as Error).message };
    }
  },
});

async function serve() {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../web', import.meta.url)),
    cacheDir: fileURLToPath(new URL('../../.cache/vite', import.meta.url)),
    logLevel: 'silent',
    resolve: { conditions: ['@glassbox/source', 'module', 'browser', 'development'] },
    server: { host: '127.0.0.1', port: 0 },
  });
  return server.listen();
}

const launch = (executablePath: string) =>
  chromium.launch({ executablePath, headless: true, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
