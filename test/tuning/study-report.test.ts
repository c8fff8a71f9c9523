import { asha, createStudy, pedAnova, type Study, tpe } from '@glassbox/tuning';
import { type StudyData, studyReport } from '@glassbox/viz';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser, noBrowser } from '../support/browser.js';

if (!findBrowser()) console.warn(`Skipped: the study report in Chromium. ${noBrowser}`);

/** A search with a pruner over numbers, a logarithm, categories and a parameter that only some trials have; some trials fail. */
async function search(): Promise<Study> {
  const study = await createStudy({
    name: 'network',
    direction: 'maximize',
    sampler: tpe({ seed: 7 }),
    pruner: asha(),
  });
  await study.optimize(
    (trial) => {
      const rate = trial.float('learningRate', 1e-5, 0.1, { log: true });
      const units = trial.int('units', 16, 512, { log: true });
      const optimizer = trial.categorical('optimizer', ['adam', 'sgd', 'an optimizer with a long name']);
      if (optimizer === 'sgd') trial.float('momentum', 0, 0.99);
      if (trial.number % 17 === 9) throw new Error('out of memory');
      const reached = 0.95 - 0.05 * (Math.log10(rate) + 3) ** 2 - 0.0002 * Math.abs(units - 128);
      for (let step = 0; step < 9; step++) trial.report(reached - 0.5 / (step + 1), step);
      return reached - 0.05;
    },
    { trials: 60 },
  );
  return study;
}

/** Two objectives, one category, a constraint and times. */
const tradeOff: StudyData = {
  name: 'trade-off',
  directions: ['minimize', 'maximize'],
  trials: Array.from({ length: 50 }, (_, number) => {
    const width = 1 + ((number * 37) % 64);
    const params = { width, kind: number % 3 === 0 ? 'dense' : 'convolution' };
    const distributions = {
      width: { type: 'int', low: 1, high: 64 },
      kind: { type: 'categorical', choices: ['dense', 'convolution'] },
    } as const;
    const values = [0.02 + 0.4 / Math.sqrt(width), 1000 / (width + (number % 7))];
    const times = { startedAt: 1000 * number, endedAt: 1000 * number + 2500 };
    return { number, state: 'complete', values, params, distributions, constraints: { size: width - 60 }, ...times };
  }),
};

describe.skipIf(!findBrowser())('the report of a study in Chromium', () => {
  let browser: Browser;
  const pages = new Map<string, string>();
  beforeAll(async () => {
    browser = await launchBrowser({ webgpu: false });
    const study = await search();
    pages.set('network', studyReport(study, { importances: pedAnova(study), notes: ['Sixty trials were asked for.'] }));
    pages.set('trade-off', studyReport(tradeOff, { objectiveNames: ['error', 'images a second'] }));
  });
  afterAll(() => browser?.close());

  /** Opens a report with all its tables; what it fetches and what goes wrong in it is gathered. */
  async function open(name: string, colorScheme: 'light' | 'dark', use: (page: Page) => Promise<void>): Promise<void> {
    // The page forbids every script, also the one that checks it.
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => troubles.push(message.text()));
    page.on('request', (request) => troubles.push(request.url()));
    await page.setContent(pages.get(name)!);
    await use(page);
    expect(troubles).toEqual([]);
    await context.close();
  }

  const looks = ['network', 'trade-off'].flatMap((name) =>
    (['light', 'dark'] as const).map((look) => ({ name, look })),
  );

  it.each(looks)(
    '$name, $look: breaks no rule for accessible pages, with its tables closed and open',
    async ({ name, look }) => {
      await open(name, look, async (page) => {
        const broken = () =>
          page.evaluate(
            `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120)))`,
          );
        await page.addScriptTag({ content: axe.source });
        expect(await broken()).toEqual([]);
        await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
        expect(await broken()).toEqual([]);
      });
    },
  );

  it.each(looks)('$name, $look: does not scroll sideways on a phone', async ({ name, look }) => {
    await open(name, look, async (page) => {
      await page.setViewportSize({ width: 360, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    });
  });

  it.each([...new Set(looks.map(({ name }) => name))])('%s: words stay inside their picture', async (name) => {
    await open(name, 'light', async (page) => {
      const outside = await page.evaluate(`[...document.querySelectorAll('.picture > svg')].flatMap((svg) => {
        const whole = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter((word) => {
          const { left, right, top, bottom } = word.getBoundingClientRect();
          return left < whole.left || right > whole.right || top < whole.top || bottom > whole.bottom;
        }).map((word) => svg.querySelector('title').textContent + ': ' + word.textContent);
      })`);
      expect(outside).toEqual([]);
    });
  });
});
