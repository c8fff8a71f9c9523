import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '@glassbox/backends/ops';
import { GlassboxError, type NdArray, requireArgument } from '@glassbox/core';
import {
  add,
  cast,
  clipByValue,
  div,
  log,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Loss } from './loss.js';

/** Probabilities are kept this far from 0 and 1 before a logarithm, as Keras does. */
const EPSILON = 1e-7;

export interface CrossEntropyOptions {
  /** Whether the network puts out logits, so that no softmax or sigmoid follows. Default false. */
  readonly fromLogits?: boolean;
  /** Share of the target that is spread evenly over the classes, 0 to 1. Default 0. Source: Szegedy et al., 2015, arXiv 1512.00567. */
  readonly labelSmoothing?: number;
}

function requireSmoothing(labelSmoothing: number): void {
  requireArgument(
    labelSmoothing >= 0 && labelSmoothing <= 1,
    `labelSmoothing lies in [0, 1], but ${labelSmoothing} came.`,
  );
}

/** `targets (1 - smoothing) + smoothing / classes` along the last axis. */
function smooth(targets: Tensor, smoothing: number, classes: number): Tensor {
  return smoothing === 0 ? targets : add(mul(targets, 1 - smoothing), smoothing / classes);
}

/** `-Σ target log p` with p scaled to sum to 1 along the last axis, summed there and averaged over axes in between. */
function categoricalOnProbabilities(probabilities: Tensor, targets: Tensor): Tensor1D {
  const scaled = div(probabilities, sum(probabilities, -1, true));
  const perPosition = neg(sum(mul(targets, log(clipByValue(scaled, EPSILON, 1 - EPSILON))), -1));
  return perSample(perPosition);
}

/** Averages over all axes but the first. */
export function perSample(values: Tensor): Tensor1D {
  if (values.rank === 1) return values as Tensor1D;
  return mean(reshape(values, [values.shape[0]!, -1]), 1) as Tensor1D;
}

function softmaxOnLogits(logits: Tensor, targets: Tensor): Tensor1D {
  const classes = logits.shape[logits.rank - 1]!;
  const flat = softmaxCrossEntropy(
    reshape(logits, [-1, classes]) as Tensor2D,
    reshape(targets, [-1, classes]) as Tensor2D,
  );
  return perSample(reshape(flat, logits.shape.slice(0, -1)));
}

function sparseOnLogits(logits: Tensor, labels: Tensor): Tensor1D {
  if (logits.rank === 2) return sparseSoftmaxCrossEntropy(logits as Tensor2D, labels as Tensor1D);
  const classes = logits.shape[logits.rank - 1]!;
  const rows = reshape(logits, [-1, classes]) as Tensor2D;
  const flat = sparseSoftmaxCrossEntropy(rows, reshape(labels, [-1]) as Tensor1D);
  return perSample(reshape(flat, logits.shape.slice(0, -1)));
}

/** One-hot rows of class indices, in the outputs' shape. */
const asOneHot = (indices: Tensor, classes: number) => cast(oneHot(cast(indices, 'int32'), classes), 'float32');

function requireClasses(
  outputShape: readonly number[],
  activation: string | undefined,
  expected: string,
  fromLogits: boolean,
): void {
  if (fromLogits || activation === expected) return;
  throw new GlassboxError(
    'bad-model',
    `This loss reads probabilities, but the last layer ends with ${activation ?? 'no activation'} (output [${outputShape.join(', ')}]). ` +
      `End it with activation: '${expected}', or pass the loss as a value with fromLogits: true.`,
    { details: { outputShape, activation } },
  );
}

/** Names the first label that the output has no place for. */
function checkLabels(targets: NdArray, outputShape: readonly number[]): void {
  const classes = outputShape[outputShape.length - 1] ?? 1;
  const position = targets.data.findIndex((label) => !(label >= 0 && label < classes && Number.isInteger(label)));
  if (position < 0) return;
  const label = targets.data[position];
  throw new GlassboxError(
    'label-out-of-range',
    `Label ${label} has no place among the ${classes} outputs of the last layer, which stand for classes 0 to ${classes - 1}. ` +
      `Give the last layer a unit for each class, or mend the label.`,
    { details: { label, classes, position } },
  );
}

/**
 * Cross-entropy between class indices and a probability for each class: `-log p[label]`.
 *
 * Output `[batch, classes]`, targets `[batch]` whole numbers in [0, classes); others throw `label-out-of-range`.
 */
export function sparseCategoricalCrossentropy({
  fromLogits = false,
  labelSmoothing = 0,
}: CrossEntropyOptions = {}): Loss {
  requireSmoothing(labelSmoothing);
  const spread = (targets: Tensor, classes: number) => smooth(asOneHot(targets, classes), labelSmoothing, classes);
  const last = (outputs: Tensor) => outputs.shape[outputs.rank - 1]!;
  return {
    name: 'sparseCategoricalCrossentropy',
    targetKind: 'classIndex',
    onOutputs: (outputs, targets) => categoricalOnProbabilities(outputs, spread(targets, last(outputs))),
    logits: {
      activation: 'softmax',
      always: fromLogits,
      onLogits: (logits, targets) =>
        labelSmoothing === 0 ? sparseOnLogits(logits, targets) : softmaxOnLogits(logits, spread(targets, last(logits))),
    },
    checkTargets: checkLabels,
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'softmax', fromLogits),
  };
}

/** Cross-entropy between one-hot (or any) target probabilities and the output's: `-Σ target log p`. Both `[batch, classes]`. */
export function categoricalCrossentropy({ fromLogits = false, labelSmoothing = 0 }: CrossEntropyOptions = {}): Loss {
  requireSmoothing(labelSmoothing);
  const spread = (targets: Tensor) => smooth(targets, labelSmoothing, targets.shape[targets.rank - 1]!);
  return {
    name: 'categoricalCrossentropy',
    targetKind: 'outputShape',
    onOutputs: (outputs, targets) => categoricalOnProbabilities(outputs, spread(targets)),
    logits: {
      activation: 'softmax',
      always: fromLogits,
      onLogits: (logits, targets) => softmaxOnLogits(logits, spread(targets)),
    },
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'softmax', fromLogits),
  };
}

/** Cross-entropy of yes-or-no outputs: `-t log p - (1 - t) log(1 - p)`, averaged over outputs. Targets in [0, 1], shaped as the output. */
export function binaryCrossentropy({ fromLogits = false, labelSmoothing = 0 }: CrossEntropyOptions = {}): Loss {
  requireSmoothing(labelSmoothing);
  const spread = (targets: Tensor) => smooth(targets, labelSmoothing, 2);
  return {
    name: 'binaryCrossentropy',
    targetKind: 'outputShape',
    onOutputs(outputs, targets) {
      const p = clipByValue(outputs, EPSILON, 1 - EPSILON);
      const t = spread(targets);
      return perSample(neg(add(mul(t, log(p)), mul(sub(1, t), log(sub(1, p))))));
    },
    logits: {
      activation: 'sigmoid',
      always: fromLogits,
      onLogits: (logits, targets) => sigmoidCrossEntropy(asRows(logits), asRows(spread(targets))),
    },
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'sigmoid', fromLogits),
  };
}

const asRows = (values: Tensor) => reshape(values, [values.shape[0]!, -1]) as Tensor2D;
