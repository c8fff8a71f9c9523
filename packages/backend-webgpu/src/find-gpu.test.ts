import { expect, it } from 'vitest';
import { whyNoDawn } from './find-gpu.js';

it('says how to install Dawn where it is missing', () => {
  const error = Object.assign(new Error("Cannot find package 'webgpu' imported from here"), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  expect(whyNoDawn(error)).toEqual({
    reason: "Node has no WebGPU of its own, and the package 'webgpu' (Dawn) is not installed.",
    remedy: 'Run `npm install webgpu`.',
  });
});

it('gives the first line of why Dawn does not load', () => {
  const { reason } = whyNoDawn(new Error('libc.so.6: version GLIBC_2.99 not found\nRequire stack: ...'));
  expect(reason).toBe("The package 'webgpu' (Dawn) could not be loaded: libc.so.6: version GLIBC_2.99 not found.");
});
