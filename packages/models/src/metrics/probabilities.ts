import { requireArgument } from '@glassbox/core';
import { isTrueAt, labelAt, predictedAt } from './classes.js';
import { meanOverOutputs } from './errors.js';
import { type Metric, type MetricBatch, meanMetric, metricOfSums, ratio } from './metric.js';

const EPSILON = 1e-7;
const inside = (p: number) => Math.min(Math.max(p, EPSILON), 1 - EPSILON);

/** Mean of `-t log p - (1 - t) log(1 - p)` over all outputs. */
export const binaryCrossentropyMetric = (): Metric =>
  meanOverOutputs('binaryCrossentropy', 'min', (output, target) => {
    const p = inside(output);
    return -target * Math.log(p) - (1 - target) * Math.log1p(-p);
  });

function rowSum(values: Float32Array, start: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[start + i]!;
  return sum;
}

/** Mean over rows of `-Σ target log p`, p being scaled to sum to 1. */
export const categoricalCrossentropyMetric = (): Metric =>
  meanMetric('categoricalCrossentropy', 'min', ({ predictions, targets, outputSize }, row) => {
    const start = row * outputSize;
    const sum = rowSum(predictions, start, outputSize);
    let loss = 0;
    for (let i = start; i < start + outputSize; i++) loss -= targets[i]! * Math.log(inside(predictions[i]! / sum));
    return loss;
  });

/** Mean over rows of `-log p[label]`, p being scaled to sum to 1. */
export const sparseCategoricalCrossentropyMetric = (): Metric =>
  meanMetric('sparseCategoricalCrossentropy', 'min', ({ predictions, targets, outputSize }, row) => {
    const start = row * outputSize;
    let sum = 0;
    for (let i = start; i < start + outputSize; i++) sum += inside(predictions[i]!);
    return Math.log(sum) - Math.log(inside(predictions[start + targets[row]!]!));
  });

/** Mean over rows of `Σ t log(t / p)`, both kept at 1e-7 or more. */
export const klDivergenceMetric = (): Metric =>
  meanMetric('klDivergence', 'min', ({ predictions, targets, outputSize }, row) => {
    const kept = (p: number) => Math.min(Math.max(p, EPSILON), 1);
    let loss = 0;
    for (let i = row * outputSize; i < (row + 1) * outputSize; i++)
      loss += kept(targets[i]!) * Math.log(kept(targets[i]!) / kept(predictions[i]!));
    return loss;
  });

/**
 * Mean over rows of `Σ (p - target)²`: right and honest probabilities make it small. From 0 to 1 for a single output, to 2 for classes.
 *
 * Targets are class indices, one-hot rows, or 0 and 1. Source: Brier, Mon. Weather Rev. 78 (1950).
 */
export const brierScore = (): Metric =>
  meanMetric('brierScore', 'min', (batch, row) => {
    const { predictions, outputSize } = batch;
    let sum = 0;
    for (let output = 0; output < outputSize; output++)
      sum += (predictions[row * outputSize + output]! - Number(isTrueAt(batch, row, output))) ** 2;
    return sum;
  });

export interface CalibrationOptions {
  /** How many intervals of equal width confidence is sorted into, a whole number from 1 up. Default 15. */
  readonly bins?: number;
}

/** Adds a row to its bin of count, confidence and rightness. */
function addConfidence(sums: Float64Array, bins: number, batch: MetricBatch, row: number): void {
  const { predictions, outputSize } = batch;
  const choice = outputSize > 1 ? predictedAt(batch, row, 0.5) : 0;
  const confidence = predictions[row * outputSize + choice]!;
  const right = outputSize > 1 ? labelAt(batch, row) === choice : labelAt(batch, row) === 1;
  // Intervals are open below and closed above, as in the paper; 0 falls into the first.
  const bin = Math.min(Math.max(Math.ceil(confidence * bins) - 1, 0), bins - 1);
  sums[3 * bin]!++;
  sums[3 * bin + 1]! += confidence;
  sums[3 * bin + 2]! += Number(right);
}

/**
 * How far confidence and rightness are apart, by bins of confidence: `Σ share of bin * |mean confidence - share right|`, from 0 to 1.
 *
 * Of classes it looks at the largest probability and whether that class is right; of a single output, at its value and whether the target is
 * 1. Source: Guo et al., 2017, arXiv 1706.04599.
 */
export function expectedCalibrationError({ bins = 15 }: CalibrationOptions = {}): Metric {
  requireArgument(Number.isInteger(bins) && bins >= 1, `bins is a whole number from 1 up, but ${bins} came.`);
  return metricOfSums(
    'expectedCalibrationError',
    'min',
    3 * bins,
    (sums, batch) => {
      for (let row = 0; row < batch.size; row++) addConfidence(sums, bins, batch, row);
    },
    (sums) => {
      let [gap, total] = [0, 0];
      for (let bin = 0; bin < bins; bin++) {
        gap += Math.abs(sums[3 * bin + 1]! - sums[3 * bin + 2]!);
        total += sums[3 * bin]!;
      }
      return ratio(gap, total);
    },
  );
}
