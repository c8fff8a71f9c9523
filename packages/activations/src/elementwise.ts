import { differentiable } from '@glassbox/backends/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationConfig, ActivationFacts, ElementwiseActivation, FusedActivation } from './activation.js';
import { onArrays } from './on-arrays.js';

/** What an elementwise activation is made of. */
export interface ElementwiseParts extends ActivationFacts {
  /** Keras's form. */
  readonly config: ActivationConfig;
  readonly fused?: FusedActivation;
  readonly f: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** The value of a tensor; what `save` is given comes back in `gradient`. */
  readonly forward: (x: Tensor, save: (tensors: Tensor[]) => void) => Tensor;
  readonly gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor;
}

/** Assembles an activation from its parts. */
export function elementwise({ config, forward, gradient, ...rest }: ElementwiseParts): ElementwiseActivation {
  return Object.freeze({
    ...rest,
    kind: 'elementwise',
    array: onArrays(rest.f),
    apply: (x: Tensor) =>
      differentiable<Tensor>([x], {
        forward: (save) => forward(x, save),
        backward: (dy, saved) => [gradient(dy, saved)],
      }),
    config: () => config,
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
