import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import { importOptional } from './import-optional.js';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-optional-'));
const from = pathToFileURL(join(folder, 'asks.js')).href;

function install(name: string, code: string): void {
  const target = join(folder, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, main: 'index.mjs' }));
  writeFileSync(join(target, 'index.mjs'), code);
}

afterAll(() => rmSync(folder, { recursive: true }));

it('gives the module of an installed package, looked for from the module that asks', async () => {
  install('here', 'export const answer = 42;');
  expect(await importOptional('here', from)).toMatchObject({ answer: 42 });
});

it('tells a package that is not installed from one that does not load', async () => {
  install('broken', "throw new Error('no native library');");
  expect(await importOptional('nowhere', from)).toBeUndefined();
  await expect(importOptional('broken', from)).rejects.toThrow('no native library');
});

it('finds nothing outside Node', async () => {
  vi.stubGlobal('process', undefined);
  const found = await importOptional('here', from);
  vi.unstubAllGlobals();
  expect(found).toBeUndefined();
});
