import { requireArgument } from '@glassbox/core';
import { type Metric, meanMetric, metricOfSums, ratio } from './metric.js';

const EPSILON = 1e-7;

/** The mean over all outputs of all rows of a function of output and target. */
export function meanOverOutputs(
  name: string,
  direction: 'max' | 'min',
  f: (output: number, target: number) => number,
  finish = (mean: number) => mean,
): Metric {
  return metricOfSums(
    name,
    direction,
    2,
    (sums, { predictions, targets }) => {
      for (let i = 0; i < predictions.length; i++) sums[0]! += f(predictions[i]!, targets[i]!);
      sums[1]! += predictions.length;
    },
    (sums) => finish(ratio(sums[0]!, sums[1]!)),
  );
}

const squared = (output: number, target: number) => (output - target) ** 2;

/** Mean of `|y - t|` over all outputs of all samples. */
export const meanAbsoluteErrorMetric = (): Metric =>
  meanOverOutputs('meanAbsoluteError', 'min', (output, target) => Math.abs(output - target));
/** Mean of `(y - t)²` over all outputs of all samples. */
export const meanSquaredErrorMetric = (): Metric => meanOverOutputs('meanSquaredError', 'min', squared);
/** Square root of the mean of `(y - t)²`: in the unit of the target. */
export const rootMeanSquaredError = (): Metric => meanOverOutputs('rootMeanSquaredError', 'min', squared, Math.sqrt);
/** Mean of `100 |y - t| / max(|t|, 1e-7)`: percent. */
export const meanAbsolutePercentageErrorMetric = (): Metric =>
  meanOverOutputs(
    'meanAbsolutePercentageError',
    'min',
    (output, target) => (100 * Math.abs(output - target)) / Math.max(Math.abs(target), EPSILON),
  );
/** Mean of `(log(1 + y) - log(1 + t))²`, numbers below 1e-7 counting as that. */
export const meanSquaredLogarithmicErrorMetric = (): Metric =>
  meanOverOutputs(
    'meanSquaredLogarithmicError',
    'min',
    (output, target) => (Math.log1p(Math.max(output, EPSILON)) - Math.log1p(Math.max(target, EPSILON))) ** 2,
  );
/** Mean of `log cosh(y - t)`. */
export const logCoshErrorMetric = (): Metric =>
  meanOverOutputs('logCosh', 'min', (output, target) => {
    const size = Math.abs(output - target);
    return size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
  });
/** Mean of `y - t log(y + 1e-7)`, for counts. */
export const poissonMetric = (): Metric =>
  meanOverOutputs('poisson', 'min', (output, target) => output - target * Math.log(output + EPSILON));

/** Mean over rows of the cosine of the angle between outputs and targets: 1 where they point the same way. Less of 0 is 0. */
export const cosineSimilarityMetric = (): Metric =>
  meanMetric('cosineSimilarity', 'max', ({ predictions, targets, outputSize }, row) => {
    let [dot, ofOutputs, ofTargets] = [0, 0, 0];
    for (let i = row * outputSize; i < (row + 1) * outputSize; i++) {
      dot += predictions[i]! * targets[i]!;
      ofOutputs += predictions[i]! ** 2;
      ofTargets += targets[i]! ** 2;
    }
    return dot / (Math.max(Math.sqrt(ofOutputs), EPSILON) * Math.max(Math.sqrt(ofTargets), EPSILON));
  });

export interface R2Options {
  /** How outputs become one number: the mean (`'uniform'`, default), or weighted with the variance of their targets. */
  readonly average?: 'uniform' | 'varianceWeighted';
}

/** Of one output: its targets' number, mean and squares around the mean (Welford), and the squared errors. */
function addToR2(sums: Float64Array, start: number, output: number, target: number): void {
  const count = ++sums[start]!;
  const before = target - sums[start + 1]!;
  sums[start + 1]! += before / count;
  sums[start + 2]! += before * (target - sums[start + 1]!);
  sums[start + 3]! += (output - target) ** 2;
}

/**
 * Share of the targets' variance that outputs explain, `1 - Σ(y - t)² / Σ(t - mean t)²`: at most 1; 0 is as good as always saying the mean.
 * An output whose targets are all alike counts 0, or 1 where it meets them.
 */
export function r2Score({ average = 'uniform' }: R2Options = {}): Metric {
  const known = average === 'uniform' || average === 'varianceWeighted';
  requireArgument(known, `average is 'uniform' or 'varianceWeighted', but '${average}' came.`);
  const scores = (sums: Float64Array) =>
    Array.from({ length: sums.length / 4 }, (_, i) => {
      const [spread, errors] = [sums[4 * i + 2]!, sums[4 * i + 3]!];
      return spread > 0 ? 1 - errors / spread : Number(errors === 0 && sums[4 * i]! > 0);
    });
  return metricOfSums(
    'r2Score',
    'max',
    ({ outputSize }) => 4 * outputSize,
    (sums, { predictions, targets, outputSize }) => {
      for (let i = 0; i < predictions.length; i++) addToR2(sums, 4 * (i % outputSize), predictions[i]!, targets[i]!);
    },
    (sums) => {
      const weights = scores(sums).map((_, i) => (average === 'uniform' ? 1 : sums[4 * i + 2]!));
      const weighted = scores(sums).reduce((all, score, i) => all + score * weights[i]!, 0);
      return ratio(
        weighted,
        weights.reduce((all, weight) => all + weight, 0),
      );
    },
    { perClass: scores },
  );
}
