import {
  greater,
  isNaN as isNaNOp,
  less,
  logicalAnd,
  maximum,
  minimum,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';

/**
 * `min(max(x, low), high)`, which keeps NaN on every backend: clipByValue and relu6 make it 0 on WASM, and so do maximum and minimum
 * there where the NaN comes second.
 */
export const clamp = (x: Tensor, low: number, high: number): Tensor => minimum(maximum(x, low), high);

/** Whether low < x < high. */
export const strictlyBetween = (x: Tensor, low: number, high: number): Tensor =>
  logicalAnd(greater(x, low), less(x, high));

/** y, but NaN where x is: for operations whose WebGPU kernels turn NaN into a number. */
export const keepNaN = (x: Tensor, y: Tensor): Tensor => where(isNaNOp(x), x, y);

/** {@link clamp} on a number. */
export const clampNumber = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
