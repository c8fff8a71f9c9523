import { requireArgument } from '@glassbox/core';
import { type Metric, type MetricBatch, metricOfSums } from './metric.js';

const share = (sums: Float64Array) => (sums[1]! > 0 ? sums[0]! / sums[1]! : 0);

/** Index of the largest of `count` numbers from `start`; the first of equals. */
export function argmaxAt(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}

function accuracyOf(name: string, isRight: (batch: MetricBatch, sample: number) => boolean): Metric {
  return metricOfSums(
    name,
    'max',
    2,
    (sums, batch) => {
      for (let sample = 0; sample < batch.size; sample++) if (isRight(batch, sample)) sums[0]!++;
      sums[1]! += batch.size;
    },
    share,
  );
}

/** Share of samples whose largest output is at the index that the target names. */
export const sparseCategoricalAccuracy = (name = 'sparseCategoricalAccuracy'): Metric =>
  accuracyOf(
    name,
    ({ predictions, outputSize, targets }, sample) =>
      argmaxAt(predictions, sample * outputSize, outputSize) === targets[sample],
  );

/** Share of samples whose largest output is where the one-hot target is largest. */
export const categoricalAccuracy = (name = 'categoricalAccuracy'): Metric =>
  accuracyOf(
    name,
    ({ predictions, outputSize, targets }, sample) =>
      argmaxAt(predictions, sample * outputSize, outputSize) === argmaxAt(targets, sample * outputSize, outputSize),
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
    share,
  );
}

/** Share of samples whose class is among the k largest outputs. @param k from 1 up. Default 5. */
export function topKAccuracy({ k = 5 }: { readonly k?: number } = {}): Metric {
  requireArgument(Number.isInteger(k) && k >= 1, `topKAccuracy takes a whole k of at least 1, but ${k} came.`);
  return accuracyOf('topKAccuracy', ({ predictions, outputSize, targets, targetSize }, sample) => {
    const start = sample * outputSize;
    const label = targetSize === 1 ? targets[sample]! : argmaxAt(targets, start, outputSize);
    const own = predictions[start + label]!;
    let larger = 0;
    for (let i = 0; i < outputSize; i++) if (predictions[start + i]! > own) larger++;
    return larger < k;
  });
}
