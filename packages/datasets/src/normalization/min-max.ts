import { type IndexedData, requireArgument, sizeOf } from '@glassbox/core';
import { forEachRow } from './fit.js';
import { affine, type Normalizer } from './normalizer.js';

export interface MinMaxOptions {
  /** What the smallest and the largest value of a feature become, the first below the second. Default [0, 1]. */
  readonly range?: readonly [number, number];
}

/** What `minMax` found. */
export interface MinMaxFit {
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
  readonly range: readonly [number, number];
}

/**
 * Brings each feature of the data to a range [a, b]: `(x - min) / (max - min) (b - a) + a`. A feature that never varies becomes a.
 * Values that the data did not have may leave the range.
 *
 * Fit it on the training data only and apply it to all.
 *
 * @throws `bad-argument` for no data or a range that does not go up, `not-finite` for NaN or infinity in the data.
 * @example
 * const normalizer = minMax(train, { range: [-1, 1] });
 * const [a, b] = [train.normalize(normalizer), test.normalize(normalizer)];
 */
export function minMax(data: IndexedData, { range = [0, 1] }: MinMaxOptions = {}): Normalizer {
  requireRange(range);
  const width = sizeOf(data.inputShape);
  const minimum = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  const maximum = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
  forEachRow(data, (row) => {
    for (let j = 0; j < width; j++) {
      if (row[j]! < minimum[j]!) minimum[j] = row[j]!;
      if (row[j]! > maximum[j]!) maximum[j] = row[j]!;
    }
  });
  return minMaxFrom({ minimum, maximum, range });
}

function requireRange(range: readonly [number, number]): void {
  requireArgument(
    range[0] < range[1] && range.every(Number.isFinite),
    `A range goes up and is finite, but [${range.join(', ')}] came.`,
  );
}

/** The normalizer of a fit. */
export function minMaxFrom({ minimum, maximum, range }: MinMaxFit): Normalizer {
  requireRange(range);
  const [low, high] = range;
  const factors = minimum.map((smallest, j) => (high - low) / (maximum[j]! - smallest || 1));
  const offsets = minimum.map((smallest, j) => low - smallest * factors[j]!);
  const json = { kind: 'minMax', minimum, maximum, range };
  return affine(json, factors, offsets);
}
