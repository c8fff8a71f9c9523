import { type BackendPlugin, hostCpu } from '@glassbox/backends';
import {
  findBackendFactory,
  getKernelsForBackend,
  type KernelFunc,
  registerBackend,
  registerKernel,
} from '@tensorflow/tfjs-core';
import { kernels } from './kernels.js';

// No underscore: tfjs loses the kernels of a backend whose name has one.
const tfjsName = 'counting';

const calls = new Map<string, number>();

/** How often tfjs called each of the backend's kernels since the program started, most often first. */
export function kernelCalls(): [kernel: string, calls: number][] {
  return [...calls].sort((a, b) => b[1] - a[1]);
}

/**
 * A backend that computes as tfjs's cpu backend does, counts each kernel call, and has two training kernels of its own.
 *
 * @example
 * await useBackend(counting());
 * kernelCalls()[0]; // ['Add', 812]
 */
export function counting(): BackendPlugin {
  return {
    name: 'counting',
    // A probe only looks: it registers nothing and never throws.
    probe: async () => ({
      available: true,
      device: `${hostCpu()}, counted`,
      accelerator: false,
      threads: 1,
      precision: 'float32',
    }),
    // Activating is where a backend may touch tfjs. useBackend selects it afterwards.
    async activate() {
      if (!findBackendFactory(tfjsName)) await register();
      return { tfjsName, syncReads: true, kernels };
    },
  };
}

async function register(): Promise<void> {
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
  for (const kernel of getKernelsForBackend('cpu')) {
    registerKernel({ ...kernel, backendName: tfjsName, kernelFunc: counted(kernel.kernelName, kernel.kernelFunc) });
  }
  registerBackend(tfjsName, () => new MathBackendCPU());
}

function counted(name: string, run: KernelFunc): KernelFunc {
  return (call) => {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return run(call);
  };
}
