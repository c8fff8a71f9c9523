import type { BackendKernels } from '@glassbox/backends/ops';
import { GlassboxError } from '@glassbox/core';
import { engine, type KernelBackend } from '@tensorflow/tfjs-core';
import { startThreads, type Threads } from '../threads/thread-pool.js';
import type { KernelExports } from './exports.js';
import { Heap, type TfjsWasmBackend } from './heap.js';
import { heapKernels } from './index.js';

/** The version of tfjs whose heap the kernels were written for. */
export const TFJS_VERSION = '4.22.0';

/** Which build of the kernels is wanted. */
export interface KernelBuild {
  /** Threads to compute in, where the module's memory is shared. */
  readonly threads: number;
  /** Whether products may use the fused multiply-add of relaxed SIMD. */
  readonly relaxed: boolean;
}

// Written out, so that a bundler sees each and a program loads just the one it needs.
function binaryOf(relaxed: boolean, shared: boolean): Promise<{ readonly binary: string }> {
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
  const shared = typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer;
  const { binary } = await binaryOf(build.relaxed, shared);
  const { instance, module } = await WebAssembly.instantiate(bytesOf(binary), { env: { memory } });
  const threads =
    shared && build.threads > 1 ? await threadsOrNone(module, memory, instance.exports, build.threads) : undefined;
  const heap = new Heap(backend, memory, instance.exports as WebAssembly.Exports & KernelExports, threads);
  return { heap, kernels: heapKernels(heap) };
}

/** Threads, or a word on why the page has none: everything works without. */
async function threadsOrNone(...parts: Parameters<typeof startThreads>): Promise<Threads | undefined> {
  try {
    return await startThreads(...parts);
  } catch (error) {
    console.warn(
      `Glassbox computes in one thread, since a worker could not be started (${error}). ` +
        "A policy of the page may forbid it; allow workers from 'blob:'.",
    );
    return undefined;
  }
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
