import { add, keep, mul, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { cpu } from '../cpu.js';
import { compositeKernels, type TrainingKernels } from '../ops/index.js';
import type { BackendPlugin } from '../plugin.js';
import { conformanceCases, countRows, formatConformance, reportConformance, runConformance } from './index.js';

/** The cpu backend with kernels of its own. */
const withKernels = (name: string, kernels: Partial<TrainingKernels>): BackendPlugin => ({
  ...cpu(),
  name,
  activate: async () => ({ ...(await cpu().activate()), kernels }),
});

const absent: BackendPlugin = {
  name: 'absent',
  probe: async () => ({ available: false, reason: 'There is no chip.', remedy: 'Buy one.' }),
  activate: () => Promise.reject(new Error('must not be called')),
};

const { matMul } = compositeKernels;

describe('runConformance', () => {
  it('finds a kernel that is a little wrong, and only what depends on it', async () => {
    const wrong = withKernels('wrong', {
      matMul: (a, b, ta, tb) => tidy(() => (ta ? mul(matMul(a, b, ta, tb), 1.001) : matMul(a, b, ta, tb)) as Tensor2D),
    });
    const { rows } = await runConformance(wrong);
    const failed = rows.filter(({ status }) => status === 'failed').map(({ group, test }) => `${group}: ${test}`);
    expect(failed).toContain('gradient: dense');
    expect(failed).toContain(
      'training: a network of dense layers: the loss of each of 50 steps as in double precision',
    );
    expect(failed.some((name) => name.startsWith('value:'))).toBe(false);
    expect(rows.find(({ test, group }) => test === 'dense' && group === 'gradient')?.reason).toMatch(
      /expected .* within/,
    );
  });

  it('finds a kernel that leaves a tensor behind', async () => {
    const leaky = withKernels('leaky', {
      matMul(a, b, ta, tb) {
        const product = matMul(a, b, ta, tb);
        keep(add(product, 1));
        return product;
      },
    });
    const { rows } = await runConformance(leaky);
    expect(rows.find(({ group }) => group === 'memory')).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/tensors and .* buffers were left behind/),
    });
  });

  it('skips every case with the reason where the backend cannot run', async () => {
    const report = await runConformance(absent);
    expect(countRows(report.rows)).toEqual({ passed: 0, failed: 0, skipped: conformanceCases.length });
    expect(report.rows[0]?.reason).toBe('There is no chip. Buy one.');
    expect(formatConformance([report])).toContain(
      `| absent | There is no chip. Buy one. | 0 | 0 | ${report.rows.length} |`,
    );
  });

  it('skips a case that does not concern the backend, and says why', async () => {
    const late: BackendPlugin = {
      ...cpu(),
      name: 'late',
      activate: async () => ({ ...(await cpu().activate()), syncReads: false }),
    };
    const skipped = (await runConformance(late)).rows.filter(({ status }) => status === 'skipped');
    const why = (test: string) => skipped.find((row) => row.test === test)?.reason;
    expect(why('tensors can be read at once')).toContain('syncReads');
    expect(why('optimizer step in one pass: adam')).toContain('no pass of its own');
    const alone = (await runConformance(cpu())).rows.filter(({ status }) => status === 'skipped');
    const switching = alone.find(({ group }) => group === 'switching');
    expect(switching?.reason).toContain('pass one as `other`');
  });

  it('stops between cases', async () => {
    const stop = new AbortController();
    const run = runConformance(cpu(), { signal: stop.signal, onRow: () => stop.abort() });
    await expect(run).rejects.toMatchObject({ code: 'aborted' });
  });
});

it('shows a report from elsewhere as tests, skips visibly, and has no two cases of one name', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const seen = { run: 0, skipped: 0 };
  const test = Object.assign(() => void seen.run++, { skip: () => void seen.skipped++ });
  reportConformance(await runConformance(absent), { describe: (_, body) => body(), it: test });
  expect(seen).toEqual({ run: 0, skipped: conformanceCases.length });
  expect(warn).toHaveBeenCalledWith("Skipped: the conformance of the backend 'absent'. There is no chip. Buy one.");
  expect(new Set(conformanceCases.map(({ group, name }) => `${group}: ${name}`)).size).toBe(conformanceCases.length);
});
