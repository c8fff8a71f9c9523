import { customGrad, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** A gradient, or a function that computes it if it is wanted. */
export type Gradient = Tensor | (() => Tensor);

/** One operation: its value, and how a gradient of the value becomes gradients of the inputs. */
export interface Differentiable<T extends Tensor> {
  /** Computes the value. What `save` is given stays alive until the gradient ran. */
  forward(save: (tensors: Tensor[]) => void): T;
  /** One gradient for each input, in order. `saved` holds what forward saved, in order. */
  backward(dy: T, saved: Tensor[]): Gradient[];
}

const constants = new WeakSet<Tensor>();

/**
 * Says that no gradient of this tensor will be asked for, so that operations need not compute one: the first layer of a network then
 * saves a product as large as its forward one. Returns the tensor.
 */
export function asConstant<T extends Tensor>(tensor: T): T {
  constants.add(tensor);
  return tensor;
}

/** Whether {@link asConstant} was said of a tensor. */
export const isConstant = (tensor: Tensor): boolean => constants.has(tensor);

/**
 * Runs an operation with a gradient of its own, which tfjs's tape then uses.
 *
 * This is `tf.customGrad` with types that hold (tfjs passes the saver as one more argument of the type of the inputs) and without the
 * gradients of constants.
 */
export function differentiable<T extends Tensor>(inputs: readonly Tensor[], operation: Differentiable<T>): T {
  const wanted = inputs.map((_, i) => i).filter((i) => !isConstant(inputs[i]!));
  if (wanted.length === 0) return tidy(() => operation.forward(() => undefined));
  const run = customGrad<T>((...args) => {
    const save = args[args.length - 1] as (tensors: Tensor[]) => void;
    return {
      value: operation.forward((tensors) => save(tensors)),
      gradFunc(dy, saved) {
        const gradients = operation.backward(dy, saved);
        return wanted.map((i) => evaluate(gradients[i]!));
      },
    };
  });
  return run(...wanted.map((i) => inputs[i]!));
}

const evaluate = (gradient: Gradient): Tensor => (typeof gradient === 'function' ? gradient() : gradient);
