import { requireArgument } from '@glassbox/core';
import { isTrueAt } from './classes.js';
import { type ConfusionMatrix, type ConfusionOptions, matrixOf, metricOfConfusion } from './confusion-matrix.js';
import { type Metric, metricOfSums, ratio } from './metric.js';

export interface IoUOptions extends ConfusionOptions {
  /** The classes that count. Default: all. */
  readonly targetClassIds?: readonly number[] | undefined;
}

const unionOf = ({ classes, counts, truths, choices }: ConfusionMatrix, i: number) =>
  truths[i]! + choices[i]! - counts[i * classes + i]!;

const overlaps = (matrix: ConfusionMatrix) =>
  matrix.truths.map((_, i) => ratio(matrix.counts[i * matrix.classes + i]!, unionOf(matrix, i)));

/** Mean over the classes that occur in truth or choice. */
function meanOverlap(matrix: ConfusionMatrix, ids: readonly number[] | undefined): number {
  const chosen = ids ?? matrix.truths.map((_, i) => i);
  requireArgument(
    chosen.every((id) => Number.isInteger(id) && id >= 0 && id < matrix.classes),
    () => `targetClassIds are class indices from 0 to ${matrix.classes - 1}, but [${chosen}] came.`,
  );
  const all = overlaps(matrix);
  const present = chosen.filter((id) => unionOf(matrix, id) > 0);
  return ratio(
    present.reduce((sum, id) => sum + all[id]!, 0),
    present.length,
  );
}

const ofClasses = (own: string, { targetClassIds, ...options }: IoUOptions): Metric =>
  metricOfConfusion(own, options, (matrix) => meanOverlap(matrix, targetClassIds), overlaps);

/** Mean over classes of intersection over union, `TP / (TP + FP + FN)`; a class in neither truth nor choice does not count. */
export const meanIoU = (options: Omit<IoUOptions, 'targetClassIds'> = {}): Metric => ofClasses('meanIoU', options);

/** Intersection over union of some classes, `TP / (TP + FP + FN)` averaged, where targets are one-hot or class indices. */
export const oneHotIoU = (options: IoUOptions = {}): Metric => ofClasses('oneHotIoU', options);

/**
 * Intersection over union of the two answers of yes-or-no outputs, each output on its own. An output that equals the threshold counts as 1
 * here, as in Keras.
 */
export function binaryIoU({ threshold = 0.5, targetClassIds = [0, 1], name = 'binaryIoU' }: IoUOptions = {}): Metric {
  const limit = Math.fround(threshold);
  return metricOfSums(
    name,
    'max',
    4,
    (counts, batch) => {
      const { size, outputSize, predictions } = batch;
      for (let row = 0; row < size; row++)
        for (let output = 0; output < outputSize; output++) {
          const said = predictions[row * outputSize + output]! >= limit;
          counts[2 * Number(isTrueAt(batch, row, output)) + Number(said)]!++;
        }
    },
    (counts) => meanOverlap(matrixOf(counts), targetClassIds),
    { perClass: (counts) => overlaps(matrixOf(counts)) },
  );
}
