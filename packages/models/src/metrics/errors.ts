import { type Metric, metricOfSums } from './metric.js';

function meanOfError(name: string, f: (error: number) => number, finish = (mean: number) => mean): Metric {
  return metricOfSums(
    name,
    'min',
    2,
    (sums, { predictions, targets }) => {
      for (let i = 0; i < predictions.length; i++) sums[0]! += f(predictions[i]! - targets[i]!);
      sums[1]! += predictions.length;
    },
    (sums) => finish(sums[1]! > 0 ? sums[0]! / sums[1]! : 0),
  );
}

/** Mean of `|y - t|` over all outputs of all samples. */
export const meanAbsoluteErrorMetric = (): Metric => meanOfError('meanAbsoluteError', Math.abs);
/** Mean of `(y - t)²` over all outputs of all samples. */
export const meanSquaredErrorMetric = (): Metric => meanOfError('meanSquaredError', (error) => error * error);
/** Square root of the mean of `(y - t)²`: in the unit of the target. */
export const rootMeanSquaredError = (): Metric =>
  meanOfError('rootMeanSquaredError', (error) => error * error, Math.sqrt);
