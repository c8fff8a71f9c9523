import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  compareRuns,
  confusionMatrix,
  contourPlot,
  slicePlot,
  studyReport,
  toSvg,
  trainingCurves,
  weightImages,
} from '../src/index.js';
import * as gallery from './gallery/charts.js';
import { dropout02, dropout05, overfitting } from './gallery/runs.js';
import { tradeOffStudy } from './gallery/studies.js';

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const kernel = { data: Float32Array.from({ length: 64 * 4 }, (_, i) => Math.sin(i)), shape: [64, 4] };

let code = '';
beforeAll(async () => {
  code = await bundle();
});

/** The package as Vite gives it to a page: one classic script that sets `viz`. */
async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@glassbox/source', 'browser', 'module', 'import', 'default'] },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('./browser-entry.ts', import.meta.url)), formats: ['iife'], name: 'viz' },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !('output' in first) || first.output[0].type !== 'chunk') throw new Error('no bundle');
  expect(first.output).toHaveLength(1);
  return first.output[0].code;
}

test('a page gets neither the DOM of Node nor its renderer and fonts', () => {
  expect(['linkedom', 'parseHTML', 'resvg', 'woff2', 'createRequire'].filter((word) => code.includes(word))).toEqual(
    [],
  );
  expect(code.length).toBeLessThan(400_000);
});

describe.skipIf(!executablePath)(
  `in Chromium${executablePath ? '' : ' (install chromium or set CHROMIUM_PATH)'}`,
  () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
      page = await browser.newPage({ colorScheme: 'dark' });
      await page.setContent('<!doctype html><div id="here"></div>');
      await page.addScriptTag({ content: code });
    });
    afterAll(() => browser?.close());

    const inPage = (expression: string): Promise<unknown> => page.evaluate(expression);
    const json = JSON.stringify;

    test('SVG has the same bytes as in Node', async () => {
      const runs = { a: dropout02, b: dropout05 };
      const plain = `{ data: Float32Array.from(${json([...kernel.data])}), shape: [64, 4] }`;
      expect(await inPage(`viz.toSvg(viz.trainingCurves(${json(dropout02)}))`)).toBe(toSvg(trainingCurves(dropout02)));
      expect(await inPage(`viz.toSvg(viz.compareRuns(${json(runs)}))`)).toBe(toSvg(compareRuns(runs)));
      expect(await inPage(`viz.toSvg(viz.weightImages(${plain}))`)).toBe(toSvg(weightImages(kernel)));
      const classes = [
        [0, 1, 2, 2],
        [0, 1, 1, 2],
        ['cat', 'a long name', 'dog'],
      ] as const;
      expect(await inPage(`viz.toSvg(viz.confusionMatrix(...${json(classes)}))`)).toBe(
        toSvg(confusionMatrix(...classes)),
      );
    });

    test('a study and its report have the same bytes as in Node', async () => {
      const study = tradeOffStudy();
      expect(await inPage(`viz.toSvg(viz.contourPlot(${json(study)}))`)).toBe(toSvg(contourPlot(study)));
      expect(await inPage(`viz.toSvg(viz.slicePlot(${json(study)}))`)).toBe(toSvg(slicePlot(study)));
      expect(await inPage(`viz.studyReport(${json(study)})`)).toBe(studyReport(study));
    });

    test('mounted charts turn dark with the page and shrink to its width', async () => {
      const look = `(() => {
      const here = document.querySelector('#here');
      here.style.width = '300px';
      const svg = viz.mount(viz.trainingCurves(${json({ ...overfitting, valLoss: [], valAccuracy: [], metrics: {} })}), here);
      const box = svg.getBoundingClientRect();
      return { fill: getComputedStyle(svg.querySelector('rect')).fill, width: box.width, ratio: box.width / box.height };
    })()`;
      const natural = /viewBox="0 0 (\d+) (\d+)"/.exec(
        toSvg(trainingCurves({ ...overfitting, valLoss: [], valAccuracy: [], metrics: {} })),
      )!;
      const { fill, width, ratio } = (await inPage(look)) as { fill: string; width: number; ratio: number };
      expect(fill).toBe('rgb(20, 23, 28)');
      expect(width).toBe(300);
      expect(ratio).toBeCloseTo(Number(natural[1]) / Number(natural[2]), 2);
    });

    test('makes a PNG by the page itself', async () => {
      const bytes = await inPage(
        `viz.toPng(viz.confusionMatrix([0, 1, 1], [0, 1, 0])).then((png) => [...png.slice(0, 8)])`,
      );
      expect(bytes).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    });

    test.each(Object.entries(gallery))('%s is well-formed XML and every picture in it decodes', async (_, draw) => {
      const check = `(async (text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const images = [...parsed.querySelectorAll('image')].map((image) => image.getAttribute('href'));
      for (const address of images) { const image = new Image(); image.src = address; await image.decode(); }
      return { root: parsed.documentElement.localName, errors: parsed.querySelectorAll('parsererror').length };
    })(${json(toSvg(draw()))})`;
      expect(await inPage(check)).toEqual({ root: 'svg', errors: 0 });
    });

    test('words stay inside the picture, by the fonts of this browser', async () => {
      const outside = `(svgs) => svgs.flatMap((text) => {
      document.body.innerHTML = text;
      const svg = document.querySelector('svg');
      const whole = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].filter((word) => {
        const box = word.getBoundingClientRect();
        return box.width > 0 && (box.left < whole.left || box.right > whole.right || box.top < whole.top || box.bottom > whole.bottom);
      }).map((word) => svg.querySelector('title').textContent + ': ' + word.textContent);
    })`;
      const svgs = Object.values(gallery).map((draw) => toSvg(draw()));
      expect(await inPage(`(${outside})(${json(svgs)})`)).toEqual([]);
    });
  },
);
