import { customGrad, type Tensor } from '@tensorflow/tfjs-core';

/** One operation: its value, and how a gradient of the value becomes gradients of the inputs. */
export interface Differentiable<T extends Tensor> {
  /** Computes the value. What `save` is given stays alive until the gradient ran. */
  forward(save: (tensors: Tensor[]) => void): T;
  /** One gradient for each input, in order. `saved` holds what forward saved, in order. */
  backward(dy: T, saved: Tensor[]): Tensor[];
}

/**
 * Runs an operation with a gradient of its own, which tfjs's tape then uses.
 *
 * This is `tf.customGrad` with types that hold: tfjs passes the saver as one more argument of the type of the inputs.
 */
export function differentiable<T extends Tensor>(inputs: readonly Tensor[], operation: Differentiable<T>): T {
  const run = customGrad<T>((...args) => {
    const save = args[args.length - 1] as (tensors: Tensor[]) => void;
    return {
      value: operation.forward((tensors) => save(tensors)),
      gradFunc: (dy, saved) => operation.backward(dy, saved),
    };
  });
  return run(...inputs);
}
