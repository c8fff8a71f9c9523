import type { CaseMeasure, CoveragePart, Measured } from '../../../packages/models/test/every-layer/measure.js';

/** What came of a part of a layer on a backend, over all its cases. */
export interface Cell {
  /** How many vectors were compared; none where the layer has no such part. */
  readonly compared: number;
  /** The largest error, relative to the largest number of its vector (or 0.1 where that is larger, since some gradients are 0). */
  readonly worst: number;
  /** What was wrong, a sentence each; empty where all is well. */
  readonly failures: readonly string[];
}

/** `|a - b| / max(0.1, largest |b|)`, the worst of all elements; infinite where there is another number of them, or one not finite. */
export function relativeError(found: readonly number[], expected: readonly number[]): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0.1);
  return expected.reduce((worst, value, i) => {
    const finite = Number.isFinite(found[i]) && Number.isFinite(value);
    return finite ? Math.max(worst, Math.abs(found[i]! - value) / scale) : Number.POSITIVE_INFINITY;
  }, 0);
}

/** Compares what the cases of a layer gave with what they should have, part by part. */
export function compareLayer(
  found: readonly CaseMeasure[],
  expected: readonly CaseMeasure[],
  tolerance: number,
): Readonly<Record<CoveragePart, Cell>> {
  const part = (name: CoveragePart) => cellOf(name, found, expected, tolerance);
  return { value: part('value'), input: part('input'), weights: part('weights') };
}

function cellOf(
  part: CoveragePart,
  found: readonly CaseMeasure[],
  expected: readonly CaseMeasure[],
  tolerance: number,
): Cell {
  const failures: string[] = [];
  let [compared, worst] = [0, 0];
  for (const [i, reference] of expected.entries()) {
    const mine = found[i] ?? { error: 'was not measured' };
    const error = 'error' in mine ? mine.error : 'error' in reference ? reference.error : undefined;
    if (error !== undefined) failures.push(`case ${i + 1}: ${error}`);
    if ('error' in mine || 'error' in reference) continue;
    for (const { what, data } of reference.filter((one) => one.part === part)) {
      const distance = relativeError(vectorOf(mine, what), data);
      compared++;
      worst = Math.max(worst, distance);
      if (!(distance <= tolerance)) failures.push(`case ${i + 1}, ${what}: wrong by ${distance.toExponential(1)}`);
    }
  }
  return { compared, worst, failures };
}

const vectorOf = (vectors: readonly Measured[], what: string) => vectors.find((one) => one.what === what)?.data ?? [];
