import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import type { RecurrentCell } from './kernels.js';

/** A recurrent layer over whole sequences, without the part of its inputs. */
export interface RecurrentSequence {
  readonly cell: RecurrentCell;
  /** `x W + b`, `[batch, steps, gates units]`. */
  readonly projected: Tensor3D;
  /** `[units, gates units]`. */
  readonly recurrentKernel: Tensor2D;
  /** `[gates units]`, for the cell `gruResetAfter` alone. */
  readonly recurrentBias?: Tensor1D | undefined;
  /** From the last step to the first. */
  readonly backwards: boolean;
}

/** Whether {@link recurrentSequence} has a kernel on the backend in use. */
export const hasRecurrentSequence = (): boolean => activeKernels().recurrentSequence !== undefined;

/**
 * All outputs of a recurrent layer with tanh and sigmoid, in one pass over the steps: `[batch, steps, units]`, each output at its step.
 *
 * The gradient is backpropagation through time, in one pass as well. Only where {@link hasRecurrentSequence} says so; elsewhere a layer
 * is unrolled into operations. Sources: see the layers.
 */
export function recurrentSequence({
  cell,
  projected,
  recurrentKernel,
  recurrentBias,
  backwards,
}: RecurrentSequence): Tensor3D {
  const { recurrentSequence: run, recurrentSequenceGradient: runBack } = activeKernels();
  const inputs: Tensor[] = [projected, recurrentKernel, ...(recurrentBias ? [recurrentBias] : [])];
  return differentiable<Tensor3D>(inputs, {
    forward(save) {
      const { hidden, memory } = run!(cell, projected, recurrentKernel, recurrentBias, backwards);
      save([recurrentKernel, hidden, ...memory]);
      return hidden;
    },
    backward(dy, [kernel, hidden, ...memory]) {
      const pass = { hidden: hidden as Tensor3D, memory };
      const gradients = runBack!(cell, dy, pass, kernel as Tensor2D, recurrentBias !== undefined, backwards);
      return [gradients.projected, gradients.recurrentKernel, ...(recurrentBias ? [gradients.recurrentBias!] : [])];
    },
  });
}
