import type { EpochValue } from './training-info.js';

/** Whether a greater value of a metric is better; losses and errors are better small. */
export const greaterIsBetter = (metric: string) => !/loss|error|deviance|divergence|entropy/i.test(metric);

/** The point with the best finite value, the first where several are equal; undefined where there is none. */
export function bestPoint(metric: string, points: readonly EpochValue[]): { epoch: number; value: number } | undefined {
  let best: { epoch: number; value: number } | undefined;
  for (const { epoch, value } of points) {
    if (value === null) continue;
    const isBetter = !best || (greaterIsBetter(metric) ? value > best.value : value < best.value);
    if (isBetter) best = { epoch, value };
  }
  return best;
}
