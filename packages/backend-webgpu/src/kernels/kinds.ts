import type { BackendKernels } from '@glassbox/backends/ops';
import { filterGradients } from './convolutions.js';
import type { Gpu } from './gpu.js';
import { productKernels, softwareProducts } from './products.js';
import { recurrentKernels } from './recurrent.js';
import { sharedSums, softwareSums } from './sums.js';

/** For graphics processors: threads of a group share what they read, and wait for each other. */
export function hardwareKernels(gpu: Gpu): BackendKernels {
  const parts = { ...productKernels(gpu), ...sharedSums(gpu) };
  return { ...parts, ...filterGradients(gpu), ...recurrentKernels(gpu, parts) };
}

/** For adapters whose threads are loops on a processor, where waiting for each other costs more than it saves. */
export function softwareKernels(gpu: Gpu): BackendKernels {
  const parts = { ...softwareProducts(gpu), ...softwareSums(gpu) };
  return { ...parts, ...recurrentKernels(gpu, parts) };
}
