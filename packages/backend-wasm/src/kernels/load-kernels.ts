import type { BackendKernels } from '@glassbox/backends/ops';
import { GlassboxError } from '@glassbox/core';
import { engine, type KernelBackend } from '@tensorflow/tfjs-core';
import type { KernelExports } from './exports.js';
import { Heap, type TfjsWasmBackend } from './heap.js';
import { heapKernels } from './index.js';

/** The version of tfjs whose heap the kernels were written for. */
export const TFJS_VERSION = '4.22.0';

/** Which build of the kernels is wanted. */
export interface KernelBuild {
  /** Whether the memory is shared between threads. */
  readonly shared: boolean;
  /** Whether products may use the fused multiply-add of relaxed SIMD. */
  readonly relaxed: boolean;
}

// Written out, so that a bundler sees each and a program loads just the one it needs.
function binaryOf({ shared, relaxed }: KernelBuild): Promise<{ readonly binary: string }> {
  if (relaxed) return shared ? import('../generated/relaxed-shared.js') : import('../generated/relaxed.js');
  return shared ? import('../generated/simd-shared.js') : import('../generated/simd.js');
}

/** The bytes that base64 stands for. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  // A loop, since this is on the way to a first result and `Uint8Array.from` takes ten times as long.
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Our kernels on the heap of one backend. */
export interface LoadedKernels {
  readonly heap: Heap;
  readonly kernels: BackendKernels;
}

const loaded = new WeakMap<object, Promise<LoadedKernels>>();

/**
 * Loads our kernels onto the heap of tfjs's WASM backend, which must have been started; once for each backend.
 *
 * @throws `tfjs-mismatch` where the backend is not what version 4.22.0 has.
 */
export function loadKernels(tfjsName: string, build: KernelBuild): Promise<LoadedKernels> {
  const backend = engine().findBackend(tfjsName) as KernelBackend & TfjsWasmBackend;
  const kernels = loaded.get(backend) ?? instantiate(backend, build);
  loaded.set(backend, kernels);
  return kernels;
}

async function instantiate(backend: TfjsWasmBackend, build: KernelBuild): Promise<LoadedKernels> {
  const memory = memoryOf(backend);
  const { binary } = await binaryOf(build);
  const { instance } = await WebAssembly.instantiate(bytesOf(binary), { env: { memory } });
  const heap = new Heap(backend, memory, instance.exports as WebAssembly.Exports & KernelExports);
  return { heap, kernels: heapKernels(heap) };
}

function memoryOf({ wasm, dataIdMap, makeOutput }: Partial<TfjsWasmBackend>): WebAssembly.Memory {
  const memory = wasm?.wasmMemory ?? wasm?.asm?.memory;
  if (memory && wasm?.tfjs && dataIdMap && makeOutput) return memory;
  throw new GlassboxError(
    'tfjs-mismatch',
    `The WASM backend of tfjs is not as version ${TFJS_VERSION} has it, so our kernels cannot run on its heap. ` +
      'Install that version of @tensorflow/tfjs-backend-wasm, once.',
  );
}
