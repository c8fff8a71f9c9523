import { wasm } from '@glassbox/backend-wasm';
import { cpu, useBackend } from '@glassbox/backends';
import { type Dataset, mnist } from '@glassbox/datasets';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from '../support/browser.js';
import { runScript } from '../support/run-script.js';
import { runWithWebgpu } from '../support/webgpu-in-node.js';
import { runsInBrowser } from './in-browser.js';
import { type JobRun, jobNames, jobs, runJob, runJobs, smallJobs } from './jobs.js';

let digits: Dataset;
beforeAll(async () => {
  digits = (await mnist.load()).train;
});

type Runs = Readonly<Record<string, JobRun>>;
const program = new URL('webgpu.program.ts', import.meta.url);
const onWebgpu = JSON.parse(await runWithWebgpu(program, (output) => output.trim() === 'null')) as Runs[] | null;
if (!onWebgpu) console.warn('Skipped: one seed, one run on WebGPU. No graphics processor answers.');
if (!findBrowser()) console.warn(`Skipped: one seed, one run in Chromium. ${noBrowser}`);

const steps = ({ digits, epochs }: { readonly digits: number; readonly epochs: number }) =>
  epochs * Math.ceil(digits / 32);

describe('three runs of one seed are the same to the last bit: the loss of every step and every weight', () => {
  it.each(jobNames)('on wasm: %s', async (name) => {
    await useBackend(wasm());
    const first = await runJob(jobs[name], digits);
    expect(first.losses).toHaveLength(steps(jobs[name]));
    expect(first.losses.every(Number.isFinite)).toBe(true);
    for (let again = 0; again < 2; again++) expect(await runJob(jobs[name], digits)).toEqual(first);
    const other = await runJob(smallJobs[name], digits, 43);
    expect(other.losses[0]).not.toBe((await runJob(smallJobs[name], digits)).losses[0]);
  });

  it.each(jobNames)('on cpu: %s', async (name) => {
    await useBackend(cpu());
    const first = await runJob(smallJobs[name], digits);
    for (let again = 0; again < 2; again++) expect(await runJob(smallJobs[name], digits)).toEqual(first);
  });

  it.skipIf(!onWebgpu).each(jobNames)('on webgpu in Node: %s', (name) => {
    const [first, ...others] = onWebgpu!.map((runs) => runs[name]!);
    expect(first!.losses).toHaveLength(steps(smallJobs[name]));
    for (const run of others) expect(run).toEqual(first);
  });
});

describe('wasm gives the same bits: the loss of every step and every weight', () => {
  let here: Runs;
  beforeAll(async () => {
    await useBackend(wasm());
    here = await runJobs(jobs, digits);
  });

  const expectSame = (there: Runs) => {
    expect(Object.keys(there)).toEqual(jobNames);
    for (const name of jobNames) {
      expect(there[name]!.losses, name).toEqual(here[name]!.losses);
      expect(there[name]!.weights, name).toEqual(here[name]!.weights);
    }
  };

  it('in two threads', async () => {
    expectSame(JSON.parse(await runScript(new URL('threads.program.ts', import.meta.url))) as Runs);
  });

  it.skipIf(!findBrowser()).each([1, 2])('in Chromium, with %i threads', async (threads) => {
    const { runs, handedOver } = await runsInBrowser(threads);
    expectSame(runs);
    if (threads === 1) expect(handedOver).toBe(0);
    else expect(handedOver).toBeGreaterThan(100);
  });
});

describe('over the first epoch, the loss of each step differs by at most 1e-4 of max(1, loss)', () => {
  const worst = (found: readonly number[], expected: readonly number[]) => {
    expect(found).toHaveLength(expected.length);
    return Math.max(...expected.map((loss, i) => Math.abs(found[i]! - loss) / Math.max(1, loss)));
  };
  let reference: Runs;
  beforeAll(async () => {
    await useBackend(cpu());
    reference = await runJobs(smallJobs, digits);
  });

  it.each(jobNames)('wasm from cpu: %s', async (name) => {
    await useBackend(wasm());
    expect(worst((await runJob(smallJobs[name], digits)).losses, reference[name]!.losses)).toBeLessThan(1e-4);
  });

  it.skipIf(!onWebgpu).each(jobNames)('webgpu in Node from cpu: %s', (name) => {
    expect(worst(onWebgpu![0]![name]!.losses, reference[name]!.losses)).toBeLessThan(1e-4);
  });
});
