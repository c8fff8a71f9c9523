import { useBackend } from '@glassbox/backends';
import { expect, it } from 'vitest';
import { tensorflowBroken, tensorflowMissing } from './load-tensorflow.js';
import { node } from './node.js';

it('says what to install where the package is missing', () => {
  const { reason, remedy } = tensorflowMissing('@tensorflow/tfjs-node');
  expect(reason).toMatch(/^The package '@tensorflow\/tfjs-node' is not installed\./);
  expect(remedy).toContain('`npm install @tensorflow/tfjs-node`');
});

it('warns of a Node version that the released packages fail on', () => {
  const version = Object.getOwnPropertyDescriptor(process.versions, 'node')!;
  const as = (value: string) => Object.defineProperty(process.versions, 'node', { ...version, value });
  try {
    as('24.1.0');
    expect(tensorflowMissing('@tensorflow/tfjs-node').reason).toContain('this is Node 24');
    as('22.9.0');
    expect(tensorflowMissing('@tensorflow/tfjs-node').reason).not.toContain('Node 22 and older');
  } finally {
    Object.defineProperty(process.versions, 'node', version);
  }
});

it('gives the first line of why the native library does not load', () => {
  const broken = new Error('libtensorflow.so.2: cannot open shared object file.\nmore');
  expect(tensorflowBroken('@tensorflow/tfjs-node-gpu', broken)).toMatchObject({
    reason: expect.stringContaining('does not load: libtensorflow.so.2: cannot open shared object file.'),
    remedy: expect.stringContaining('npm rebuild @tensorflow/tfjs-node-gpu'),
  });
});

it.each([false, true])('probe and activate agree on whether it runs here (gpu: %s)', async (gpu) => {
  const plugin = node({ gpu });
  const probe = await plugin.probe();
  if (probe.available) expect((await useBackend(plugin)).tfjsName).toBe('tensorflow');
  else
    await expect(plugin.activate()).rejects.toMatchObject({
      code: 'no-backend',
      message: expect.stringContaining(probe.reason),
    });
});
