import type { Values } from '../check.js';
import { valuesOf } from '../values.js';

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]) => sum(values) / values.length;

/** The numbers along the last axis, one array for each place of the other axes. */
export function rowsOf({ shape, data }: Values): number[][] {
  const width = shape.at(-1)!;
  return Array.from({ length: data.length / width }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
}

/** One number for each row. */
export function reduceRows(x: Values, reduce: (row: readonly number[]) => number): Values {
  const rows = rowsOf(x);
  return valuesOf(x.shape.slice(0, -1), (i) => reduce(rows[i]!));
}

/** Logarithm of the softmax of a row. */
export function logSoftmax(row: readonly number[]): number[] {
  const top = Math.max(...row);
  const rest = top + Math.log(sum(row.map((value) => Math.exp(value - top))));
  return row.map((value) => value - rest);
}

/** Normalises each channel (last axis) by the moments of all its values. */
export function batchNormalize(x: Values, gamma: Values, beta: Values, epsilon: number): Values {
  const channels = gamma.data.length;
  const columns = Array.from({ length: channels }, (_, channel) =>
    [...x.data].filter((_, i) => i % channels === channel),
  );
  const means = columns.map(mean);
  const variances = columns.map((column, channel) => mean(column.map((value) => (value - means[channel]!) ** 2)));
  return valuesOf(x.shape, (i) => {
    const channel = i % channels;
    const normal = (x.data[i]! - means[channel]!) / Math.sqrt(variances[channel]! + epsilon);
    return normal * gamma.data[channel]! + beta.data[channel]!;
  });
}
