import { requireArgument } from '@glassbox/core';
import { argmaxAt, labelAt } from './classes.js';
import { type Metric, meanMetric, metricOfSums, ratio } from './metric.js';

const byOrder = { reads: 'order' } as const;

/** Share of rows whose largest output is at the index that the target names. */
export const sparseCategoricalAccuracy = (name = 'sparseCategoricalAccuracy'): Metric =>
  metricOfSums(
    name,
    'max',
    2,
    (sums, { size, predictions, outputSize, targets }) => {
      let right = 0;
      for (let row = 0; row < size; row++)
        if (argmaxAt(predictions, row * outputSize, outputSize) === targets[row]) right++;
      sums[0]! += right;
      sums[1]! += size;
    },
    (sums) => ratio(sums[0]!, sums[1]!),
    byOrder,
  );

/** Share of rows whose largest output is where the one-hot target is largest. */
export const categoricalAccuracy = (name = 'categoricalAccuracy'): Metric =>
  meanMetric(
    name,
    'max',
    ({ predictions, outputSize, targets }, row) =>
      Number(argmaxAt(predictions, row * outputSize, outputSize) === argmaxAt(targets, row * outputSize, outputSize)),
    byOrder,
  );

export interface ThresholdOptions {
  /** An output above it counts as 1. Default 0.5. */
  readonly threshold?: number;
}

/** Share of outputs on the right side of the threshold; every output of a sample counts. */
export function binaryAccuracy({ threshold = 0.5 }: ThresholdOptions = {}, name = 'binaryAccuracy'): Metric {
  // Outputs are float32: an output of exactly 0.3 must not lie above a threshold of 0.3.
  const limit = Math.fround(threshold);
  return metricOfSums(
    name,
    'max',
    2,
    (sums, { predictions, targets }) => {
      for (let i = 0; i < predictions.length; i++) if (Number(predictions[i]! > limit) === targets[i]) sums[0]!++;
      sums[1]! += predictions.length;
    },
    (sums) => ratio(sums[0]!, sums[1]!),
  );
}

export interface TopKOptions {
  /** How many of the largest outputs count, a whole number from 1 up. Default 5. */
  readonly k?: number;
}

function topK(name: string, k: number): Metric {
  requireArgument(Number.isInteger(k) && k >= 1, `${name} takes a whole k of at least 1, but ${k} came.`);
  return meanMetric(
    name,
    'max',
    (batch, row) => {
      const { predictions, outputSize } = batch;
      const start = row * outputSize;
      const own = predictions[start + labelAt(batch, row)]!;
      let larger = 0;
      for (let i = 0; i < outputSize; i++) if (predictions[start + i]! > own) larger++;
      return Number(larger < k);
    },
    byOrder,
  );
}

/** Share of rows whose class is among the k largest outputs, for class indices and one-hot targets alike. */
export const topKAccuracy = ({ k = 5 }: TopKOptions = {}): Metric => topK('topKAccuracy', k);
/** {@link topKAccuracy} under the name that Keras has for one-hot targets. */
export const topKCategoricalAccuracy = ({ k = 5 }: TopKOptions = {}): Metric => topK('topKCategoricalAccuracy', k);
/** {@link topKAccuracy} under the name that Keras has for class indices. */
export const sparseTopKCategoricalAccuracy = ({ k = 5 }: TopKOptions = {}): Metric =>
  topK('sparseTopKCategoricalAccuracy', k);
