import { GlassboxError } from '@glassbox/core';
import {
  getKernel,
  type KernelFunc,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { Heap } from '../kernels/heap.js';

/** Inputs of a kernel by name, with what tfjs knows of a tensor. */
export type Inputs = NamedTensorInfoMap;

/** Computes a kernel of tfjs on our heap; undefined passes the call on to the kernel that was there. */
export type PatchedKernel = (heap: Heap, inputs: Inputs, attributes: Attributes) => TensorInfo | undefined;

export type Attributes = Readonly<Record<string, unknown>>;

/** A kernel of tfjs's WASM backend that is wrong, missing or slow, and what takes its place. */
export interface Patch {
  /** tfjs's name of the kernel. */
  readonly kernelName: string;
  /** What is the matter with tfjs's own, in a sentence. */
  readonly reason: string;
  readonly run: PatchedKernel;
}

const patched = new WeakSet<Heap>();

/** Puts patches into tfjs's registry; each falls back on the kernel that it replaces. A second call changes nothing. */
export function installPatches(heap: Heap, backendName: string, patches: readonly Patch[]): void {
  if (patched.has(heap)) return;
  patched.add(heap);
  for (const { kernelName, run } of patches) {
    const stock = getKernel(kernelName, backendName);
    const kernelFunc: KernelFunc = (call) => {
      const patched = run(heap, call.inputs, (call.attrs ?? {}) as Attributes);
      if (patched) return patched;
      if (stock) return stock.kernelFunc(call);
      throw new GlassboxError(
        'unsupported',
        `${kernelName} on the WASM backend takes float32 tensors. Cast them first.`,
      );
    };
    // Registering over a kernel makes tfjs warn.
    if (stock) unregisterKernel(kernelName, backendName);
    registerKernel({ ...stock, kernelName, backendName, kernelFunc });
  }
}
