import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { wholeProgram } from './run-once.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(name: string, code: string, args: readonly string[] = []) {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return wholeProgram(name, pathToFileURL(file), args).open();
}

it('runs a program anew each round, with its arguments', async () => {
  const code =
    'console.log("chatter"); console.log(JSON.stringify({ value: Number(process.argv[2]), versions: { x: "1" } }));';
  const peer = await open('answers', code, ['7']);
  if ('unavailable' in peer) throw new Error(peer.unavailable);
  expect(peer.versions).toEqual({ x: '1' });
  expect(await peer.round()).toMatchObject({ value: 7 });
});

it('says why a program gave no number', async () => {
  expect(await open('fails', 'throw new TypeError("no heap")')).toEqual({ unavailable: 'TypeError: no heap' });
  expect(await open('silent', '')).toEqual({ unavailable: 'it ended without a word' });
});
