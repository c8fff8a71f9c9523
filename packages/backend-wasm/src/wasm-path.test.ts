import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { useBackend } from '@glassbox/backends';
import { env, square, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { wasm } from './wasm.js';

it('names the folder where the binary is not there, then takes the right one, without SIMD', async () => {
  await expect(useBackend(wasm({ wasmPath: '/no/such/folder', simd: false }))).rejects.toMatchObject({
    code: 'no-backend',
    message: expect.stringContaining('/no/such/folder/tfjs-backend-wasm.wasm'),
  });
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  await useBackend(wasm({ wasmPath: folder, simd: false }));
  expect(env().getBool('WASM_HAS_SIMD_SUPPORT')).toBe(false);
  expect([...square(tensor1d([1, 2])).dataSync()]).toEqual([1, 4]);
});
