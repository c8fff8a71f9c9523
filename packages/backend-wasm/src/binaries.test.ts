import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { binariesIn, binaryNames, cdnBinaries, isBinaryAt, packagedBinaries } from './binaries.js';

afterEach(() => vi.unstubAllGlobals());

it('ships each binary beside the code', () => {
  for (const url of Object.values(packagedBinaries())) {
    expect([...readFileSync(fileURLToPath(url)).subarray(0, 4)]).toEqual([0, 97, 115, 109]);
    expect(statSync(fileURLToPath(url)).size).toBeGreaterThan(300_000);
  }
});

it('names the binaries below a folder and on the network', () => {
  expect(Object.values(binariesIn('/static'))).toEqual(binaryNames.map((name) => `/static/${name}`));
  expect(binariesIn('/static/')).toEqual(binariesIn('/static'));
  expect(cdnBinaries('4.22.0')['tfjs-backend-wasm.wasm']).toMatch(/@4\.22\.0\/dist\/tfjs-backend-wasm\.wasm$/);
});

it('knows a binary by its first bytes, not by the status that a server gives', async () => {
  const answer = (body: BodyInit, status = 200) => vi.stubGlobal('fetch', async () => new Response(body, { status }));
  answer(Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0]));
  expect(await isBinaryAt('x')).toBe(true);
  answer('<!doctype html>');
  expect(await isBinaryAt('x')).toBe(false);
  answer('gone', 404);
  expect(await isBinaryAt('x')).toBe(false);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect(await isBinaryAt('x')).toBe(false);
});
