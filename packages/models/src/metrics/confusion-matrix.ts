import { classCount, labelAt, predictedAt } from './classes.js';
import { type Metric, type MetricBatch, metricOfSums } from './metric.js';

/** How often samples of one class were taken for another. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** `counts[truth * classes + predicted]`. */
  readonly counts: Float64Array;
  /** How many samples each class has. */
  readonly truths: readonly number[];
  /** How often each class was chosen. */
  readonly choices: readonly number[];
  readonly total: number;
}

/** The matrix that sums hold, with its margins. */
export function matrixOf(counts: Float64Array): ConfusionMatrix {
  const classes = Math.sqrt(counts.length);
  const truths = new Array<number>(classes).fill(0);
  const choices = new Array<number>(classes).fill(0);
  counts.forEach((count, i) => {
    truths[Math.floor(i / classes)]! += count;
    choices[i % classes]! += count;
  });
  return { classes, counts, truths, choices, total: truths.reduce((sum, count) => sum + count, 0) };
}

/** Adds the rows of a batch; a label that is no class counts for nothing. */
function countConfusion(counts: Float64Array, batch: MetricBatch, limit: number): void {
  const classes = classCount(batch);
  for (let row = 0; row < batch.size; row++) {
    const label = labelAt(batch, row);
    if (label >= 0 && label < classes) counts[label * classes + predictedAt(batch, row, limit)]!++;
  }
}

export interface ConfusionOptions {
  /** Above it a single output means class 1; several outputs choose the class of the largest. Default 0.5. */
  readonly threshold?: number;
  /** Its name in logs, for a second one of its kind. */
  readonly name?: string;
}

/** A metric that is a function of the confusion matrix. */
export function metricOfConfusion(
  own: string,
  { threshold = 0.5, name = own }: ConfusionOptions,
  result: (matrix: ConfusionMatrix) => number,
  perClass?: (matrix: ConfusionMatrix) => readonly number[],
): Metric {
  const limit = Math.fround(threshold);
  return metricOfSums(
    name,
    'max',
    (batch) => classCount(batch) ** 2,
    (sums, batch) => countConfusion(sums, batch, limit),
    (sums) => result(matrixOf(sums)),
    { reads: 'order', ...(perClass && { perClass: (sums) => perClass(matrixOf(sums)) }) },
  );
}
