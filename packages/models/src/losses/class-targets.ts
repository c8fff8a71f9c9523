import { GlassboxError, type NdArray, requireArgument } from '@glassbox/core';
import { add, cast, mul, oneHot, type Tensor } from '@tensorflow/tfjs-core';

/** Probabilities are kept this far from 0 and 1 before a logarithm, as Keras does. */
export const EPSILON = 1e-7;

export interface CrossEntropyOptions {
  /** Whether the network puts out logits, so that no softmax or sigmoid follows. Default false. */
  readonly fromLogits?: boolean;
  /** Share of the target that is spread evenly over the classes, 0 to 1. Default 0. Source: Szegedy et al., 2015, arXiv 1512.00567. */
  readonly labelSmoothing?: number;
}

export function requireSmoothing(labelSmoothing: number): void {
  requireArgument(
    labelSmoothing >= 0 && labelSmoothing <= 1,
    `labelSmoothing lies in [0, 1], but ${labelSmoothing} came.`,
  );
}

/** `targets (1 - smoothing) + smoothing / classes` along the last axis. */
export function smooth(targets: Tensor, smoothing: number, classes: number): Tensor {
  return smoothing === 0 ? targets : add(mul(targets, 1 - smoothing), smoothing / classes);
}

export const lastSize = (values: Tensor): number => values.shape[values.rank - 1]!;

/** One-hot rows of class indices, in the outputs' shape. */
export const asOneHot = (indices: Tensor, classes: number): Tensor =>
  cast(oneHot(cast(indices, 'int32'), classes), 'float32');

/** Throws `bad-model` where the network does not end with the activation that the loss reads. */
export function requireClasses(
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

/** Names the first label that the output has no place for; `ignored` is one that may stand there all the same. */
export function checkLabels(targets: NdArray, outputShape: readonly number[], ignored?: number): void {
  const classes = outputShape[outputShape.length - 1] ?? 1;
  const fits = (label: number) => label === ignored || (label >= 0 && label < classes && Number.isInteger(label));
  const position = targets.data.findIndex((label) => !fits(label));
  if (position < 0) return;
  const label = targets.data[position];
  throw new GlassboxError(
    'label-out-of-range',
    `Label ${label} has no place among the ${classes} outputs of the last layer, which stand for classes 0 to ${classes - 1}. ` +
      `Give the last layer a unit for each class, or mend the label.`,
    { details: { label, classes, position } },
  );
}
