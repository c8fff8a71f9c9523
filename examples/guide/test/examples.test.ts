import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { exampleNames, exampleSource, runChanged, runExample } from './run-example.js';

/** The number that a run printed after some words. */
const numberAfter = (words: string, output: string) => Number(new RegExp(`${words}\\s+(-?[\\d.]+)`).exec(output)?.[1]);

it('01-notebook, one epoch in place of five', async () => {
  const output = await runChanged('01-notebook.ts', { 'epochs: 5': 'epochs: 1' });
  expect(numberAfter('accuracy:', output)).toBeGreaterThan(0.94);
  expect(numberAfter('loss:', output)).toBeLessThan(0.2);
  expect(output).toMatch(/first: Int32Array\(1\) \[ 7 \]/);
});

it('02-charts', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-charts-'));
  try {
    const output = await runExample('02-charts.ts', folder);
    expect(output).toContain('panels: accuracy, loss');
    const names = ['activation', 'confusion', 'curves', 'digits'];
    const files = names.flatMap((name) => [`${name}.png`, `${name}.svg`]);
    expect(readdirSync(folder).sort()).toEqual([...files, 'charts.html'].sort());
    for (const file of files) expect(statSync(path.join(folder, file)).size, file).toBeGreaterThan(1000);
    expect(readFileSync(path.join(folder, 'curves.svg'), 'utf8')).toMatch(/^<svg[\s\S]*<title[\s\S]*<\/svg>\s*$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('03-custom-activation', async () => {
  const output = await runExample('03-custom-activation.ts');
  expect(output).toContain('bentIdentity(-1) = -0.7929');
  expect(numberAfter('test accuracy', output)).toBeGreaterThan(0.92);
});

it('04-regularization: the guarded network does better', async () => {
  const output = await runExample('04-regularization.ts');
  const [plain, guarded] = [numberAfter('plain: +test loss', output), numberAfter('guarded: test loss', output)];
  expect(guarded).toBeLessThan(plain / 1.5);
  expect(numberAfter('stopped after', output) - numberAfter('best epoch', output)).toBe(15);
});

it('05-csv-data', async () => {
  const output = await runExample('05-csv-data.ts');
  expect(output).toContain('240 coins of 8 kinds');
  expect(numberAfter('test accuracy', output)).toBeGreaterThan(0.95);
  expect(output).toContain('7.5 g: 1 euro');
});

it('06-save-and-load', async () => {
  const output = await runExample('06-save-and-load.ts');
  expect(output).toContain('the loaded model answers the same: true');
  expect(output).toContain('epoch 8, after step 3');
  expect(output).toContain('the resumed run ends as the one never stopped: true');
});

it('07-convolutions', async () => {
  const output = await runExample('07-convolutions.ts');
  expect(output).toMatch(/conv2d_1 \(Conv2D\)/);
  expect(numberAfter('test accuracy', output)).toBeGreaterThan(0.75);
});

it('08-sequences', async () => {
  const output = await runExample('08-sequences.ts');
  expect(numberAfter('first epoch', output)).toBeLessThan(0.6);
  expect(numberAfter('last', output)).toBeGreaterThan(0.95);
});

it('every example has a script, a row in the README and a test', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const tests = readFileSync(new URL(import.meta.url), 'utf8');
  for (const file of exampleNames) {
    const name = file.replace('.ts', '');
    expect(scripts[name]).toMatch(new RegExp(`src/${file}$`));
    expect(readme).toContain(`src/${file}`);
    expect(tests).toContain(`'${name}`);
    expect(exampleSource(file)).not.toMatch(/process\.env/);
  }
});

it('09-tuning, a dozen trials in place of thirty', async () => {
  const output = await runChanged('09-tuning.ts', { 'trials: 30': 'trials: 12', 'take(5000)': 'take(2000)' });
  expect(output).toMatch(/trial 11: (complete|pruned)/);
  expect(numberAfter('epochs', output)).toBeLessThan(72);
  expect(numberAfter('best', output)).toBeGreaterThan(0.85);
});
