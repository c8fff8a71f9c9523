import { requireArgument } from '@glassbox/core';
import { isTrueAt } from './classes.js';
import { type Metric, type MetricBatch, metricOfSums } from './metric.js';

/** How many outputs that should be 1, and that should be 0, lie above each of some rising thresholds. */
export interface ThresholdCurve {
  readonly hits: readonly number[];
  readonly falseAlarms: readonly number[];
  readonly positives: number;
  readonly negatives: number;
}

export interface CurveOptions {
  /** How many thresholds, evenly from 0 to 1, at least 2. Default 200. */
  readonly numThresholds?: number;
  /** Looks at this output alone. Default: all. */
  readonly classId?: number | undefined;
  /** Its name in logs, for a second one of its kind. */
  readonly name?: string | undefined;
}

/** `0, 1/(n-1), ..., 1` in float32 as outputs are, with other ends where they are given. */
export function evenThresholds(count: number, first = 0, last = 1): Float32Array {
  requireArgument(
    Number.isInteger(count) && count >= 2,
    `numThresholds is a whole number from 2 up, but ${count} came.`,
  );
  const thresholds = Float32Array.from({ length: count }, (_, i) => i / (count - 1));
  thresholds[0] = first;
  thresholds[count - 1] = last;
  return thresholds;
}

/** How many of the thresholds an output lies above. */
function bucketOf(output: number, thresholds: Float32Array): number {
  const last = thresholds.length - 1;
  let bucket = Math.min(Math.max(Math.ceil(output * last), 0), last) || 0;
  while (bucket <= last && output > thresholds[bucket]!) bucket++;
  while (bucket > 0 && !(output > thresholds[bucket - 1]!)) bucket--;
  return bucket;
}

/** Calls back for each output that is looked at, with whether it should be 1. */
export function eachOutput(
  batch: MetricBatch,
  classId: number | undefined,
  visit: (value: number, isTrue: boolean, output: number) => void,
): void {
  const { size, outputSize, predictions } = batch;
  for (let row = 0; row < size; row++)
    for (let output = classId ?? 0; output <= (classId ?? outputSize - 1); output++)
      visit(predictions[row * outputSize + output]!, isTrueAt(batch, row, output), output);
}

export function requireClassId(classId: number | undefined, outputSize: number): void {
  requireArgument(
    classId === undefined || (Number.isInteger(classId) && classId >= 0 && classId < outputSize),
    () => `classId is the index of one of the ${outputSize} outputs, but ${classId} came.`,
  );
}

/** The curve that a histogram holds: counts of what should be 1 by bucket, then of what should be 0. */
function curveOf(histogram: Float64Array): ThresholdCurve {
  const buckets = histogram.length / 2;
  const above = (from: number) => {
    const counts = new Array<number>(buckets);
    let count = 0;
    for (let bucket = buckets - 1; bucket >= 0; bucket--) {
      count += histogram[from + bucket]!;
      counts[bucket] = count;
    }
    return counts;
  };
  const [hits, falseAlarms] = [above(0), above(buckets)];
  return {
    hits: hits.slice(1),
    falseAlarms: falseAlarms.slice(1),
    positives: hits[0]!,
    negatives: falseAlarms[0]!,
  };
}

/** A metric that is a function of the curve over the thresholds; of the curves of each output, averaged, where `byOutput` says so. */
export function metricOfCurve(
  name: string,
  thresholds: Float32Array,
  { classId, byOutput = false }: { readonly classId?: number | undefined; readonly byOutput?: boolean },
  result: (curve: ThresholdCurve) => number,
): Metric {
  const width = 2 * (thresholds.length + 1);
  const curves = (sums: Float64Array) =>
    Array.from({ length: sums.length / width }, (_, i) => result(curveOf(sums.subarray(i * width, (i + 1) * width))));
  return metricOfSums(
    name,
    'max',
    ({ outputSize }) => {
      requireClassId(classId, outputSize);
      return width * (byOutput ? outputSize : 1);
    },
    (sums, batch) =>
      eachOutput(batch, classId, (value, isTrue, output) => {
        const bucket = bucketOf(value, thresholds) + (isTrue ? 0 : width / 2);
        sums[(byOutput ? output * width : 0) + bucket]!++;
      }),
    (sums) => {
      const each = curves(sums);
      return each.reduce((all, value) => all + value, 0) / each.length;
    },
    byOutput ? { perClass: curves } : {},
  );
}
