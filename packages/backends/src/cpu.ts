import { findBackend } from '@tensorflow/tfjs-core';
import { hostCpu, hostMemory } from './host-device.js';
import { stockKernels } from './ops/index.js';
import type { BackendPlugin } from './plugin.js';

// Not tfjs's own filter gradient of a convolution: on this backend the composite is up to four times faster.
const { conv2dFilterGradient: _, ...kernels } = stockKernels;

/**
 * The reference backend: plain JavaScript, runs everywhere, slow. Other backends are compared with it.
 *
 * @example
 * await useBackend(cpu());
 */
export function cpu(): BackendPlugin {
  return {
    name: 'cpu',
    async probe() {
      const memory = hostMemory();
      return {
        available: true,
        device: hostCpu(),
        accelerator: false,
        simd: false,
        threads: 1,
        precision: 'float32',
        ...(memory === undefined ? {} : { memoryLimit: memory }),
      };
    },
    async activate() {
      // Imported here and not above, since the import registers the backend with tfjs.
      await import('@tensorflow/tfjs-backend-cpu');
      // Its first use in Node would log an advertisement for another backend.
      (findBackend('cpu') as { firstUse?: boolean }).firstUse = false;
      return { tfjsName: 'cpu', syncReads: true, kernels };
    },
  };
}
