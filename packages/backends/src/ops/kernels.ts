import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { OptimizerRule } from './optimizer-rule.js';

/** How a window moves over an image `[batch, height, width, channels]`; padding and sizes in pixels. */
export interface WindowGeometry {
  readonly kernel: readonly [height: number, width: number];
  readonly strides: readonly [vertical: number, horizontal: number];
  readonly dilations: readonly [vertical: number, horizontal: number];
  /** Zeros around the image. */
  readonly padding: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly input: readonly [batch: number, height: number, width: number, channels: number];
  readonly output: readonly [batch: number, height: number, width: number, channels: number];
}

/**
 * The parts of training that backends differ in: plain functions of tensors, not differentiable themselves. The operations beside
 * this file build differentiable ones from them. A backend replaces any of them by a faster kernel that gives the same values.
 */
export interface TrainingKernels {
  /** `op(a) op(b)`, where op transposes or not: `[m, k] x [k, n] -> [m, n]` after transposition. */
  matMul(a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean): Tensor2D;
  /** Gradient of a 2-D convolution by its input, `geometry.input`; `filter` is `[h, w, in, out]`. */
  conv2dInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Gradient of a 2-D convolution by its filter, `[h, w, in, out]`. */
  conv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Gradient of max pooling by its input: each window's gradient goes to its first largest element. */
  maxPool2dGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Gradient of average pooling by its input; padding does not count in the mean. */
  averagePool2dGradient(dy: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Sums rows by index: `out[indices[i]] += rows[i]`, `out` being `[count, rows.shape[1]]`. The gradient of a look-up. */
  scatterAddRows(rows: Tensor2D, indices: Tensor1D, count: number): Tensor2D;
  /**
   * One optimizer step in place: changes the values of the parameter and of its slots, which share their memory with no other tensor.
   *
   * `step` counts updates, this one included. Returns false, having changed nothing, where it cannot; the composed operations run then.
   */
  optimizerUpdate?(
    rule: OptimizerRule,
    parameter: Variable,
    gradient: Tensor,
    slots: readonly Variable[],
    context: { readonly learningRate: number; readonly step: number },
  ): boolean;
}
