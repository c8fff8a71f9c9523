import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
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
  /** Depthwise 2-D convolution; `filter` is `[h, w, in, multiplier]`. Strides and dilations may both be above 1. */
  depthwiseConv2d(x: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Gradient of a depthwise 2-D convolution by its input, `geometry.input`. */
  depthwiseConv2dInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** Gradient of a depthwise 2-D convolution by its filter, `[h, w, in, multiplier]`. */
  depthwiseConv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D;
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

/** What {@link FusedKernels.sparseSoftmaxCrossEntropy} gives. */
export interface SoftmaxLosses {
  /** `[batch]`. */
  readonly losses: Tensor1D;
  /** `[batch, classes]`, which the gradient needs. */
  readonly probabilities: Tensor2D;
}

/** An activation that a backend may have a pass of its own for, with its one number: the slope of leakyRelu, the alpha of elu. */
export interface ActivationPass {
  readonly kind:
    | 'leakyRelu'
    | 'elu'
    | 'selu'
    | 'sigmoid'
    | 'tanh'
    | 'softplus'
    | 'softsign'
    | 'swish'
    | 'gelu'
    | 'geluTanh'
    | 'mish'
    | 'hardSigmoid';
  readonly parameter?: number;
}

/** Mean and biased variance of each channel. */
export interface ChannelMoments {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/** What {@link FusedKernels.normalizeRows} gives: the result, and of each row its mean and `1 / √(variance + epsilon)`. */
export interface NormalizedRows {
  readonly y: Tensor2D;
  readonly means: Tensor1D;
  readonly inverses: Tensor1D;
}

/** What {@link FusedKernels.batchNormalizeGradient} gives. */
export interface BatchGradients {
  readonly x: Tensor;
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
}

/** Recurrent cells with tanh for values and sigmoid for gates; the GRU with its reset gate before the recurrent product, or after. */
export type RecurrentCell = 'lstm' | 'gru' | 'gruResetAfter' | 'simpleRnn';

/** What {@link FusedKernels.recurrentSequence} gives. */
export interface RecurrentPass {
  /** `[batch, steps, units]`, each output at its step. */
  readonly hidden: Tensor3D;
  /** What the gradient needs besides, which it may overwrite. */
  readonly memory: readonly Tensor[];
}

/** What {@link FusedKernels.recurrentSequenceGradient} gives. */
export interface RecurrentGradients {
  readonly projected: Tensor3D;
  readonly recurrentKernel: Tensor2D;
  readonly recurrentBias: Tensor1D | undefined;
}

/**
 * Several operations in one pass, which spare a backend the calls and the memory between them. Each is optional: where a backend has none,
 * the operation that would use it is put together from {@link TrainingKernels} and tfjs.
 */
export interface FusedKernels {
  /** `x kernel + bias`, then ReLU if asked: `[m, k] x [k, n] -> [m, n]`. */
  dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D | undefined, relu: boolean): Tensor2D;
  /** Gradients of `dense` by its kernel, `xᵀ dy`, and by its bias, the column sums of dy. */
  denseGradients(x: Tensor2D, dy: Tensor2D): { readonly kernel: Tensor2D; readonly bias: Tensor1D };
  /** 2-D convolution plus bias, then ReLU if asked; `filter` is `[h, w, in, out]`. */
  conv2d(x: Tensor4D, filter: Tensor4D, bias: Tensor1D | undefined, geometry: WindowGeometry, relu: boolean): Tensor4D;
  /** The largest value of each window and channel; NaN where a window has one. */
  maxPool2d(x: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** The mean of each window and channel, padding not counted. */
  averagePool2d(x: Tensor4D, geometry: WindowGeometry): Tensor4D;
  /** A recurrent layer over whole sequences, from `x W + b`; see `recurrentSequence` in the operations. */
  recurrentSequence(
    cell: RecurrentCell,
    projected: Tensor3D,
    recurrentKernel: Tensor2D,
    recurrentBias: Tensor1D | undefined,
    backwards: boolean,
  ): RecurrentPass;
  /** Gradients of `recurrentSequence` from what it gave and the slopes of its outputs. */
  recurrentSequenceGradient(
    cell: RecurrentCell,
    dHidden: Tensor3D,
    pass: RecurrentPass,
    recurrentKernel: Tensor2D,
    hasBias: boolean,
    backwards: boolean,
  ): RecurrentGradients;
  /** An activation of every element; NaN stays NaN. */
  activation(pass: ActivationPass, x: Tensor): Tensor;
  /** Its gradient, from its input and its output. */
  activationGradient(pass: ActivationPass, dy: Tensor, x: Tensor, y: Tensor): Tensor;
  /** `(x - mean) / √(variance + epsilon)` of each row. */
  normalizeRows(x: Tensor2D, epsilon: number): NormalizedRows;
  /** Its gradient by x, whose moments depend on x. */
  normalizeRowsGradient(dy: Tensor2D, x: Tensor2D, rows: Omit<NormalizedRows, 'y'>): Tensor2D;
  /** Moments of each channel, the last axis, over all others. */
  batchMoments(x: Tensor, channels: number): ChannelMoments;
  /** `gamma (x - mean) / √(variance + epsilon) + beta`, channel by channel. */
  batchNormalize(x: Tensor, moments: ChannelMoments, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Tensor;
  /** Its gradients, the moments being those of x. */
  batchNormalizeGradient(
    dy: Tensor,
    x: Tensor,
    moments: ChannelMoments,
    gamma: Tensor1D,
    epsilon: number,
  ): BatchGradients;
  /** Softmax of each row. */
  softmax(x: Tensor2D): Tensor2D;
  /** The gradient of softmax, from its output. */
  softmaxGradient(dy: Tensor2D, y: Tensor2D): Tensor2D;
  /** The gradient before a ReLU: dy where y > 0, else 0. */
  reluGradient(dy: Tensor, y: Tensor): Tensor;
  /** Sums over all rows: `[rows, columns] -> [columns]`. */
  columnSums(rows: Tensor2D): Tensor1D;
  /** A tensor of `fround(bytes[i] * scale)`, or within one unit in the last place of it. */
  bytesToFloat(bytes: Uint8Array, scale: number, shape: readonly number[]): Tensor;
  /** x times the mask that `fillDropoutMask` would make of the rate and the key. */
  dropout(x: Tensor, rate: number, key: readonly [number, number]): Tensor;
  /** `-log softmax(logits)[label]` for each row. */
  sparseSoftmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D): SoftmaxLosses;
  /** `(probabilities - oneHot(labels)) dLosses`, row by row. */
  sparseSoftmaxCrossEntropyGradient(probabilities: Tensor2D, labels: Tensor1D, dLosses: Tensor1D): Tensor2D;
  /** `-Σ targets log softmax(logits)` for each row. */
  softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): SoftmaxLosses;
  /** `(probabilities - targets) dLosses`, row by row. */
  softmaxCrossEntropyGradient(probabilities: Tensor2D, targets: Tensor2D, dLosses: Tensor1D): Tensor2D;
  /** The mean over each row of `max(z, 0) - z t + log(1 + e^-|z|)`. */
  sigmoidCrossEntropy(logits: Tensor2D, targets: Tensor2D): Tensor1D;
  /** `(sigmoid(logits) - targets) dLosses / columns`, row by row. */
  sigmoidCrossEntropyGradient(logits: Tensor2D, targets: Tensor2D, dLosses: Tensor1D): Tensor2D;
}

/** What a backend may bring: any of the kernels. */
export type BackendKernels = Partial<TrainingKernels & FusedKernels>;
