import { sigmoidCrossEntropy, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import {
  add,
  cast,
  div,
  log,
  mul,
  neg,
  notEqual,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import {
  asOneHot,
  type CrossEntropyOptions,
  checkLabels,
  EPSILON,
  lastSize,
  requireClasses,
  requireSmoothing,
  smooth,
} from './class-targets.js';
import type { Loss } from './loss.js';
import { overCounted, perSample, within } from './per-sample.js';

/** `-Σ target log p` with p scaled to sum to 1 along the last axis, summed there and averaged over axes in between. */
function categoricalOnProbabilities(probabilities: Tensor, targets: Tensor): Tensor1D {
  const scaled = div(probabilities, sum(probabilities, -1, true));
  return perSample(neg(sum(mul(targets, log(within(scaled, EPSILON, 1 - EPSILON))), -1)));
}

/** The cross-entropy of each position: `[..., classes]` to `[...]`. */
function softmaxOnLogits(logits: Tensor, targets: Tensor): Tensor {
  const classes = lastSize(logits);
  const flat = softmaxCrossEntropy(
    reshape(logits, [-1, classes]) as Tensor2D,
    reshape(targets, [-1, classes]) as Tensor2D,
  );
  return reshape(flat, logits.shape.slice(0, -1));
}

function sparseOnLogits(logits: Tensor, labels: Tensor): Tensor {
  if (logits.rank === 2) return sparseSoftmaxCrossEntropy(logits as Tensor2D, labels as Tensor1D);
  const rows = reshape(logits, [-1, lastSize(logits)]) as Tensor2D;
  const flat = sparseSoftmaxCrossEntropy(rows, reshape(labels, [-1]) as Tensor1D);
  return reshape(flat, logits.shape.slice(0, -1));
}

export interface SparseCrossEntropyOptions extends CrossEntropyOptions {
  /**
   * A label that counts for nothing, such as 255 for pixels that nobody labelled or -1 for padding; it need not be a class. The loss is
   * then the mean over the other positions of the batch. Default: none.
   */
  readonly ignoreClass?: number | undefined;
}

/** Leaves out positions with the ignored label. */
function ignoring(labels: Tensor, ignored: number, lossOf: (labels: Tensor) => Tensor): Tensor {
  const counted = cast(notEqual(labels, ignored), 'float32');
  return overCounted(lossOf(mul(cast(labels, 'float32'), counted)), counted);
}

/**
 * Cross-entropy between class indices and a probability for each class: `-log p[label]`.
 *
 * Output `[batch, classes]` or `[batch, ..., classes]`, targets `[batch, ...]` whole numbers in [0, classes); others throw
 * `label-out-of-range`.
 */
export function sparseCategoricalCrossentropy({
  fromLogits = false,
  labelSmoothing = 0,
  ignoreClass,
}: SparseCrossEntropyOptions = {}): Loss {
  requireSmoothing(labelSmoothing);
  requireArgument(
    ignoreClass === undefined || Number.isInteger(ignoreClass),
    `ignoreClass is a whole number, but ${ignoreClass} came.`,
  );
  const onLogits = (logits: Tensor, labels: Tensor) => {
    const classes = lastSize(logits);
    const lossOf = (indices: Tensor) =>
      labelSmoothing === 0
        ? sparseOnLogits(logits, indices)
        : softmaxOnLogits(logits, smooth(asOneHot(indices, classes), labelSmoothing, classes));
    return perSample(ignoreClass === undefined ? lossOf(labels) : ignoring(labels, ignoreClass, lossOf));
  };
  return {
    name: 'sparseCategoricalCrossentropy',
    targetKind: 'classIndex',
    onOutputs: (outputs, labels) => onLogits(log(within(outputs, EPSILON, 1 - EPSILON)), labels),
    logits: { activation: 'softmax', always: fromLogits, onLogits },
    checkTargets: (targets, outputShape) => checkLabels(targets, outputShape, ignoreClass),
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'softmax', fromLogits),
  };
}

/** Cross-entropy between one-hot (or any) target probabilities and the output's: `-Σ target log p`. Both `[batch, classes]`. */
export function categoricalCrossentropy({ fromLogits = false, labelSmoothing = 0 }: CrossEntropyOptions = {}): Loss {
  requireSmoothing(labelSmoothing);
  const spread = (targets: Tensor) => smooth(targets, labelSmoothing, lastSize(targets));
  return {
    name: 'categoricalCrossentropy',
    targetKind: 'outputShape',
    onOutputs: (outputs, targets) => categoricalOnProbabilities(outputs, spread(targets)),
    logits: {
      activation: 'softmax',
      always: fromLogits,
      onLogits: (logits, targets) => perSample(softmaxOnLogits(logits, spread(targets))),
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
      const p = within(outputs, EPSILON, 1 - EPSILON);
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
