import { getBackend } from '@tensorflow/tfjs-core';
import { activeBackend } from '../state.js';
import { compositeKernels } from './kernels/composite.js';
import type { TrainingKernels } from './kernels.js';

/**
 * The training kernels of the backend in use: its own where it has one, else the composite.
 *
 * A backend that was chosen past `useBackend`, through tfjs itself, gets the composites.
 */
export function activeKernels(): TrainingKernels {
  const active = activeBackend();
  if (!active?.kernels || active.tfjsName !== getBackend()) return compositeKernels;
  return { ...compositeKernels, ...active.kernels };
}
