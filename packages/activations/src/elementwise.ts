import { type ActivationPass, activeKernels, differentiable } from '@glassbox/backends/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationConfig, ActivationFacts, ElementwiseActivation, FusedActivation } from './activation.js';
import { onArrays } from './on-arrays.js';

/** What an elementwise activation is made of. */
export interface ElementwiseParts extends ActivationFacts {
  /** Keras's form. */
  readonly config: ActivationConfig;
  readonly fused?: FusedActivation;
  /** How a backend that has a pass of its own computes it; the tensor form below is for all others. */
  readonly pass?: ActivationPass;
  readonly f: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** The value of a tensor; what `save` is given comes back in `gradient`. */
  readonly forward: (x: Tensor, save: (tensors: Tensor[]) => void) => Tensor;
  readonly gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor;
}

/** Assembles an activation from its parts. */
export function elementwise({ config, forward, gradient, pass, ...rest }: ElementwiseParts): ElementwiseActivation {
  return Object.freeze({
    ...rest,
    kind: 'elementwise',
    array: onArrays(rest.f),
    apply: (x: Tensor) =>
      (pass && applyInOnePass(pass, x)) ??
      differentiable<Tensor>([x], {
        forward: (save) => forward(x, save),
        backward: (dy, saved) => [gradient(dy, saved)],
      }),
    config: () => config,
  });
}

/** Undefined where the backend in use has no pass of its own. */
function applyInOnePass(pass: ActivationPass, x: Tensor): Tensor | undefined {
  const { activation, activationGradient } = activeKernels();
  if (!activation || !activationGradient || x.dtype !== 'float32') return undefined;
  return differentiable<Tensor>([x], {
    forward(save) {
      const y = activation(pass, x);
      save([x, y]);
      return y;
    },
    backward: (dy, [input, y]) => [activationGradient(pass, dy, input!, y!)],
  });
}

/** Forward passes that save just their output, which is all that many gradients need. */
export const savingOutput =
  (op: (x: Tensor) => Tensor): ElementwiseParts['forward'] =>
  (x, save) => {
    const y = op(x);
    save([y]);
    return y;
  };
