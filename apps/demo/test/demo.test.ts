import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoResult } from '../src/demo.js';
import { type Ended, runDemo, temporaryFolder } from './run-demo.js';

const folders: string[] = [];
const newFolder = () => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const quick = ['--quick', '--json', '--seed', '42'];

describe('a short run with seed 42', () => {
  const out = newFolder();
  let run: Ended;
  let result: DemoResult;

  beforeAll(async () => {
    run = await runDemo([...quick, '--out', out]);
    expect(run.stderr).toContain('short run');
    expect(run.status, run.stderr).toBe(0);
    result = JSON.parse(run.stdout);
  });

  it('prints one JSON object and nothing else on standard output', () => {
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(result).toMatchObject({ backend: 'wasm', seed: 42, epochs: 3, quick: true });
    expect(result.history).toMatchObject({ epochs: [1, 2, 3] });
    expect(result.secondsPerEpoch).toBeGreaterThan(0);
  });

  it('learns', () => {
    expect(result.testAccuracy).toBeGreaterThan(0.82);
    expect(result.testAccuracyDropout).toBeGreaterThan(0.8);
    expect(result.testLoss).toBeLessThan(0.6);
  });

  it('writes every picture as SVG and PNG', () => {
    const names = result.files.map((file) => path.relative(out, file));
    expect(names[0]).toBe('report.html');
    for (const name of ['first-prediction', 'predictions', 'training-curves', 'dropout-compared', 'confusion']) {
      expect(names).toEqual(expect.arrayContaining([`${name}.svg`, `${name}.png`]));
    }
    expect(names.filter((name) => /^activation-\w+\.svg$/.test(name))).toHaveLength(6);
    for (const file of result.files) expect(statSync(file).size, file).toBeGreaterThan(500);
  });

  it('writes a page that loads nothing and names every picture for screen readers', () => {
    const page = readFileSync(path.join(out, 'report.html'), 'utf8');
    const loaded = [...page.matchAll(/\b(?:src|href|xlink:href)\s*=\s*"([^"]*)"|url\(([^)]*)\)/g)].map(
      (m) => m[1] ?? m[2]!,
    );
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((address) => !/^(data:|#)/.test(address))).toEqual([]);
    expect(page).not.toMatch(/<(script|link|iframe|object)\b|@import/i);
    const pictures = page.match(/<svg\b[^>]*role="img"[\s\S]*?<\/title>/g) ?? [];
    expect(pictures).toHaveLength(result.files.filter((file) => file.endsWith('.svg')).length);
    for (const picture of pictures) expect(picture).toMatch(/^<svg\b[^>]*><title[^>]*>[^<]+<\/title>$/);
  });

  it('leaves no checkpoint behind', () => {
    expect(existsSync(path.join(out, 'unfinished'))).toBe(false);
  });

  it('ends the same where Ctrl-C stopped it in either training and it was resumed', async () => {
    const out = newFolder();
    const first = await runDemo([...quick, '--out', out], { interruptAt: { text: 'Epoch 1/3', times: 1 } });
    expect(first.status, first.stderr).toBe(130);
    expect(first.stdout).toBe('');
    expect(first.stderr).toContain(`go on with: npm run demo -- --resume --out ${out} --json`);
    const resume = ['--resume', '--json', '--out', out];
    const second = await runDemo(resume, { interruptAt: { text: 'Epoch 1/3', times: 1 } });
    expect(second.status, second.stderr).toBe(130);
    const last = await runDemo(resume);
    expect(last.status, last.stderr).toBe(0);
    expect(comparable(JSON.parse(last.stdout))).toEqual(comparable(result));
  }, 180_000);
});

/** A result without what differs between two equal runs: times and places. */
function comparable({ files, secondsPerEpoch: _, history, ...rest }: DemoResult) {
  return { ...rest, history: { ...history, seconds: 0 }, files: files.map((file) => path.basename(file)) };
}

describe('what cannot be done is said in one line, with exit status 2', () => {
  const file = path.join(newFolder(), 'file');
  writeFileSync(file, '');
  const empty = newFolder();
  const mistakes: [what: string, args: string[], said: RegExp][] = [
    ['a misspelt option', ['--epoch', '3'], /no option '--epoch'.*'--epochs'/],
    ['a wrong number', ['--epochs', 'many'], /--epochs takes a whole number from 1 .* 'many'/],
    ['an unknown backend', ['--backend', 'wasn'], /Unknown backend 'wasn'.*'wasm'/],
    ['a folder that cannot be written', ['--out', path.join(file, 'report')], /Nothing can be written to .*--out DIR/],
    ['nothing to resume', ['--resume', '--out', empty], /no stopped run in .*npm run demo/],
  ];
  const isRefused = async (args: readonly string[], said: RegExp) => {
    const { status, stdout, stderr } = await runDemo(args);
    expect(stderr).toMatch(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  };
  it.each(mistakes)('%s', (_what, args, said) => isRefused(args, said));

  it('a backend that is not installed', async (context) => {
    const folders = createRequire(import.meta.url).resolve.paths('@tensorflow/tfjs-node') ?? [];
    const installed = folders.some((folder) => existsSync(path.join(folder, '@tensorflow/tfjs-node')));
    context.skip(installed, '@tensorflow/tfjs-node is installed here.');
    await isRefused(['--backend', 'node', '--out', empty], /tfjs-node' is not installed.*npm install/);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('--help prints the options', async () => {
    const { status, stdout } = await runDemo(['--help']);
    expect(stdout).toMatch(
      /--epochs[\s\S]*--backend[\s\S]*--seed[\s\S]*--out[\s\S]*--quick[\s\S]*--json[\s\S]*--resume/,
    );
    expect(status).toBe(0);
  });
});
