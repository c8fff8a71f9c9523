import * as backends from '@glassbox/backends';
import { expect, it, vi } from 'vitest';
import { dawnBroken, findGpu } from './find-gpu.js';

vi.mock(import('@glassbox/backends'), async (original) => ({ ...(await original()), importOptional: vi.fn() }));

it('says how to install Dawn where it is missing', async () => {
  vi.stubGlobal('navigator', undefined);
  vi.mocked(backends.importOptional).mockResolvedValue(undefined);
  expect(await findGpu([])).toEqual({
    reason: "Node has no WebGPU of its own, and the package 'webgpu' (Dawn) is not installed.",
    remedy: 'Run `npm install webgpu`.',
  });
});

it('gives the first line of why Dawn does not load', async () => {
  vi.stubGlobal('navigator', undefined);
  const broken = new Error('libc.so.6: version GLIBC_2.99 not found\nRequire stack: ...');
  vi.mocked(backends.importOptional).mockRejectedValue(broken);
  expect(await findGpu([])).toEqual(dawnBroken(broken));
  expect(dawnBroken(broken).reason).toBe(
    "The package 'webgpu' (Dawn) could not be loaded: libc.so.6: version GLIBC_2.99 not found.",
  );
});
