import { getBackend } from '@tensorflow/tfjs-core';
import { activeBackend } from '../state.js';
import { compositeKernels } from './kernels/composite.js';
import type { BackendKernels, FusedKernels, TrainingKernels } from './kernels.js';

/** Every training kernel, and the fused ones that the backend in use has. */
export type ActiveKernels = TrainingKernels & Partial<FusedKernels>;

const complete = new WeakMap<BackendKernels, ActiveKernels>();

/**
 * The training kernels of the backend in use: its own where it has one, else the composite.
 *
 * A backend that was chosen past `useBackend`, through tfjs itself, gets the composites.
 */
export function activeKernels(): ActiveKernels {
  const active = activeBackend();
  if (!active?.kernels || active.tfjsName !== getBackend()) return compositeKernels;
  let kernels = complete.get(active.kernels);
  if (!kernels) {
    kernels = { ...compositeKernels, ...active.kernels };
    complete.set(active.kernels, kernels);
  }
  return kernels;
}
