import { expect, it } from 'vitest';
import { describeBackends, formatBackends } from './describe-backends.js';
import type { BackendPlugin, BackendProbe } from './plugin.js';

const plugin = (name: string, probe: () => Promise<BackendProbe>): BackendPlugin => ({
  name,
  probe,
  activate: () => Promise.reject(new Error('must not be called')),
});

const gpu = plugin('gpu', async () => ({
  available: true,
  device: 'Chip 9000',
  accelerator: true,
  precision: 'float32',
  memoryLimit: 2 ** 31,
}));
const plain = plugin('plain', async () => ({
  available: true,
  device: 'CPU (2 cores)',
  accelerator: false,
  simd: true,
  threads: 1,
  precision: 'float32',
  memoryLimit: 2 ** 29,
}));
const absent = plugin('absent', async () => ({ available: false, reason: 'Not here.', remedy: 'Install it.' }));
const rude = plugin('rude', () => Promise.reject(new Error('boom')));

it('gives a row each, also for a probe that throws', async () => {
  const rows = await describeBackends([gpu, absent, rude]);
  expect(rows).toMatchObject([
    { name: 'gpu', available: true, inUse: false, device: 'Chip 9000' },
    { name: 'absent', available: false, reason: 'Not here.', remedy: 'Install it.' },
    { name: 'rude', available: false, reason: 'Its probe failed: boom.' },
  ]);
});

it('draws the rows as a table that answers whether there is a GPU', async () => {
  expect(formatBackends(await describeBackends([gpu, plain, absent]))).toBe(
    [
      'backend  available  device         GPU  SIMD  threads  precision  memory',
      '-------  ---------  -------------  ---  ----  -------  ---------  -------',
      'gpu      yes        Chip 9000      yes  -     -        float32    2 GiB',
      'plain    yes        CPU (2 cores)  no   yes   1        float32    512 MiB',
      'absent   no         -              -    -     -        -          -',
      '',
      'absent: Not here. Install it.',
      'GPU: yes, Chip 9000 (gpu).',
    ].join('\n'),
  );
});

it('says that there is no GPU', async () => {
  expect(formatBackends(await describeBackends([plain]))).toMatch(/\nGPU: none that these backends can use\.$/);
});
