import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser, noBrowser } from '../../../test/support/browser.js';
import { type ServedPage, serveBuiltPage, servePage } from './web-page.js';

const missing = findBrowser() ? '' : ` (skipped: ${noBrowser})`;

// A software adapter on a loaded machine is slow; the limit is there for what hangs.
describe.skipIf(missing)(`the page in a real browser${missing}`, { timeout: 300_000 }, () => {
  let served: ServedPage;
  let browser: Browser;

  beforeAll(async () => {
    [served, browser] = await Promise.all([servePage(), launchBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  /** Opens the page and notes what must not happen: errors, and requests to another host. */
  async function open(url = served.url): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin)
        problems.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await page.waitForFunction(() => document.body.dataset.state === 'idle', undefined, { timeout: 60_000 });
    return { page, problems };
  }

  const set = async (page: Page, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) {
      const field = page.locator(`#settings [name="${name}"]`);
      if (name === 'samples' || name === 'activation') await field.selectOption(value);
      else await field.fill(value);
    }
  };

  const finished = async (page: Page) => {
    await page.waitForFunction(() => document.body.dataset.state === 'idle', undefined, { timeout: 240_000 });
    expect(await page.locator('#alert').textContent()).toBe('');
  };
  const accuracy = async (page: Page) => Number(await page.locator('#test-accuracy').getAttribute('data-accuracy'));

  it('trains on WebAssembly, shows what it learned, and reads a drawn digit', async () => {
    const { page, problems } = await open();
    await set(page, { samples: '20000', epochs: '1' });
    await page.check('#backend-wasm');
    await page.click('#train');
    await page.waitForSelector('#live-chart path.line-training[d*="L"]');
    await finished(page);
    expect(await accuracy(page)).toBeGreaterThan(0.88);
    expect(await page.locator('#evaluation-body svg title').first().textContent()).toMatch(/confusion/i);
    expect(await page.locator('#curves h2').textContent()).toBe('How it learned');
    expect(await page.locator('#curves-body svg').count()).toBeGreaterThan(0);
    expect(await page.locator('.tile').count()).toBe(48);
    expect(await page.locator('.tile.wrong').count()).toBeGreaterThanOrEqual(24);
    expect(await page.locator('#summary').textContent()).toContain('Total params: 101,770');
    await drawOne(page);
    await page.waitForFunction(() => document.querySelector('#recognised')?.textContent === '1');
    await page.click('#clear');
    expect(await page.locator('#recognised').textContent()).toBe('–');
    expect(problems).toEqual([]);
    await page.close();
  });

  it('pauses, goes on, and stops with the network as far as it came', async () => {
    const { page, problems } = await open();
    await set(page, { samples: '60000', epochs: '50' });
    await page.click('#train');
    await page.waitForSelector('#live-chart path.line-training[d*="L"]');
    await page.click('#pause');
    await page.waitForFunction(() => document.querySelector('#status')?.textContent === 'Paused');
    const before = await page.locator('#progress').evaluate((element) => (element as HTMLProgressElement).value);
    await page.click('#pause');
    await page.waitForFunction(
      (value) => (document.querySelector('#progress') as HTMLProgressElement).value > value,
      before,
    );
    await page.click('#stop');
    await finished(page);
    expect(await page.locator('#evaluation-body').textContent()).toContain('stopped early');
    expect(problems).toEqual([]);
    await page.close();
  });

  // Twice more if need be: under load the browser has been seen to lose its software adapter.
  it('trains on WebGPU', { retry: 2 }, async () => {
    const { page, problems } = await open();
    expect(await page.locator('#backend-webgpu').isEnabled()).toBe(true);
    await set(page, { samples: '1000', epochs: '1' });
    await page.check('#backend-webgpu');
    await page.click('#train');
    await finished(page);
    expect(await accuracy(page)).toBeGreaterThan(0.5);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('trains when built, where a bundler has dropped what nothing uses', async () => {
    const built = await serveBuiltPage();
    const { page, problems } = await open(built.url);
    await set(page, { samples: '1000', epochs: '1' });
    await page.click('#train');
    await finished(page);
    expect(await accuracy(page)).toBeGreaterThan(0.5);
    expect(problems).toEqual([]);
    await page.close();
    await built.close();
  });

  it('is drawn on with keys alone', async () => {
    const { page } = await open();
    await page.focus('#pad');
    await page.keyboard.press('Space');
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowDown');
    const inked = await page.evaluate(() => {
      const pad = document.querySelector<HTMLCanvasElement>('#pad')!;
      const { data } = pad.getContext('2d')!.getImageData(0, 0, pad.width, pad.height);
      return data.filter((_, i) => i % 4 === 3).reduce((sum, alpha) => sum + Number(alpha > 127), 0);
    });
    expect(inked).toBeGreaterThan(22 * 90);
    await page.close();
  });

  it('says in words what is wrong with a setting and does not start', async () => {
    const { page } = await open();
    await set(page, { dropout: '2' });
    await page.click('#train');
    expect(
      await page
        .locator('#settings [name="dropout"]')
        .evaluate((element) => (element as HTMLInputElement).validity.valid),
    ).toBe(false);
    expect(await page.locator('body').getAttribute('data-state')).toBe('idle');
    await page.close();
  });
});

/** A stroke from top to bottom, as a person would draw a 1. */
async function drawOne(page: Page): Promise<void> {
  await page.locator('#pad').scrollIntoViewIfNeeded();
  const box = (await page.locator('#pad').boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.55, 0.15));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 5 });
  await page.mouse.move(...at(0.45, 0.85), { steps: 5 });
  await page.mouse.up();
}
