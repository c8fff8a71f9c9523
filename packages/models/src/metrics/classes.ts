import type { MetricBatch } from './metric.js';

/** Index of the largest of `count` numbers from `start`; the first of equals. */
export function argmaxAt(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}

/** Whether targets are class indices, of which there is one for several outputs. */
export const areIndices = ({ targetSize, outputSize }: MetricBatch): boolean => targetSize === 1 && outputSize > 1;

/** How many classes a row chooses among: one for each output, and two where a single output says yes or no. */
export const classCount = ({ outputSize }: MetricBatch): number => Math.max(2, outputSize);

/** The class that a row belongs to. */
export function labelAt(batch: MetricBatch, row: number): number {
  const { targets, targetSize, outputSize } = batch;
  if (targetSize > 1) return argmaxAt(targets, row * targetSize, targetSize);
  return outputSize > 1 ? targets[row]! : Number(targets[row]! > 0.5);
}

/** The class that the network chose: the largest output, or whether a single one is above the limit. */
export function predictedAt({ predictions, outputSize }: MetricBatch, row: number, limit: number): number {
  return outputSize > 1 ? argmaxAt(predictions, row * outputSize, outputSize) : Number(predictions[row]! > limit);
}

/** Whether one output of a row should be 1. */
export function isTrueAt(batch: MetricBatch, row: number, output: number): boolean {
  const { targets, targetSize } = batch;
  return areIndices(batch) ? targets[row] === output : targets[row * targetSize + output]! > 0.5;
}
