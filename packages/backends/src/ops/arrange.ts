import {
  pad,
  slice,
  type Tensor,
  type Tensor3D,
  reshape as tfReshape,
  transpose as tfTranspose,
} from '@tensorflow/tfjs-core';
import { asConstant, differentiable, isConstant } from './differentiable.js';

// tfjs has these gradients too, but only once tfjs-layers was imported; these need nothing and hand on what is constant.

/** Gives the result the mark of a constant where its source has it. */
const markedLike = <T extends Tensor>(source: Tensor, result: T): T =>
  isConstant(source) ? asConstant(result) : result;

/** The same values in another shape of the same size. The gradient goes back into the shape of x. */
export function reshape<T extends Tensor>(x: Tensor, shape: readonly number[]): T {
  const result = differentiable<Tensor>([x], {
    forward: () => tfReshape(x, [...shape]),
    backward: (dy) => [tfReshape(dy, x.shape)],
  });
  return markedLike(x, result) as T;
}

/** `count` zeros before the first step of sequences: `[batch, steps, features] -> [batch, count + steps, features]`. */
export function padBefore(x: Tensor3D, count: number): Tensor3D {
  if (count === 0) return x;
  const result = differentiable<Tensor3D>([x], {
    forward: () =>
      pad(x, [
        [0, 0],
        [count, 0],
        [0, 0],
      ]),
    backward: (dy) => [slice(dy, [0, count, 0], x.shape)],
  });
  return markedLike(x, result);
}

/** Moves axis `order[i]` to place i. Not differentiable: for use within an operation. */
export const transposed = <T extends Tensor>(x: Tensor, order: readonly number[]): T => tfTranspose(x, [...order]) as T;
