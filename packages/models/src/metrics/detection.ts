import type { ThresholdOptions } from './accuracies.js';
import { type Metric, type MetricBatch, metricOfSums } from './metric.js';

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Adds true positives, false positives and false negatives of yes-or-no outputs. */
const countAbove =
  (threshold: number) =>
  (sums: Float64Array, { predictions, targets }: MetricBatch) => {
    const limit = Math.fround(threshold);
    for (let i = 0; i < predictions.length; i++) {
      const said = predictions[i]! > limit;
      const is = targets[i]! > 0.5;
      if (said && is) sums[0]!++;
      else if (said) sums[1]!++;
      else if (is) sums[2]!++;
    }
  };

function ofCounts(
  name: string,
  threshold: number,
  result: (hits: number, falseAlarms: number, misses: number) => number,
): Metric {
  return metricOfSums(name, 'max', 3, countAbove(threshold), (sums) => result(sums[0]!, sums[1]!, sums[2]!));
}

/** Of the outputs above the threshold, the share whose target is 1: `TP / (TP + FP)`; 0 where there is none. */
export const precision = ({ threshold = 0.5 }: ThresholdOptions = {}): Metric =>
  ofCounts('precision', threshold, (hits, falseAlarms) => ratio(hits, hits + falseAlarms));

/** Of the targets that are 1, the share above the threshold: `TP / (TP + FN)`; 0 where there is none. */
export const recall = ({ threshold = 0.5 }: ThresholdOptions = {}): Metric =>
  ofCounts('recall', threshold, (hits, _, misses) => ratio(hits, hits + misses));

/** Harmonic mean of precision and recall: `2 TP / (2 TP + FP + FN)`. */
export const f1 = ({ threshold = 0.5 }: ThresholdOptions = {}): Metric =>
  ofCounts('f1', threshold, (hits, falseAlarms, misses) => ratio(2 * hits, 2 * hits + falseAlarms + misses));
