import { AddN, getKernel, type KernelFunc, PadV2, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { addInGroups } from './add-n.js';
import { padByFewAxes } from './pad.js';

/** What stands in front of a kernel of tfjs. */
export interface Patch {
  readonly kernelName: string;
  /** What is the matter with tfjs's own, in a sentence. */
  readonly reason: string;
  readonly around: (stock: KernelFunc) => KernelFunc;
}

/** Kernels of tfjs 4.22.0 that give zeros and only print what went wrong, on a device that binds so many buffers to a shader. */
export const patches = (storageBuffers: number): readonly Patch[] => [
  {
    kernelName: AddN,
    reason: 'It binds a buffer for each tensor and one for the sum, and devices bind eight.',
    around: (stock) => addInGroups(stock, storageBuffers - 1),
  },
  {
    kernelName: PadV2,
    reason: 'Its shader reads a tensor of five axes by an index that its language does not have.',
    around: padByFewAxes,
  },
];

const patched = new WeakSet<KernelFunc>();

/** Puts patches in front of a backend's kernels; a second call changes nothing. */
export function installPatches(backendName: string, list: readonly Patch[]): void {
  for (const { kernelName, around } of list) {
    const stock = getKernel(kernelName, backendName);
    if (!stock || patched.has(stock.kernelFunc)) continue;
    const kernelFunc = around(stock.kernelFunc);
    patched.add(kernelFunc);
    // Registering over a kernel makes tfjs warn.
    unregisterKernel(kernelName, backendName);
    registerKernel({ ...stock, kernelFunc });
  }
}
