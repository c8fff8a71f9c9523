import { type IndexedData, sizeOf } from '@glassbox/core';
import { forEachRow } from './fit.js';
import { affine, type Normalizer } from './normalizer.js';

/** What `standardize` found. */
export interface StandardizeFit {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Brings each feature of the data to mean 0 and standard deviation 1: `(x - mean) / deviation`. A feature that never varies is only
 * centred. The deviation divides by the number of samples.
 *
 * Fit it on the training data only and apply it to all.
 * Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4(3), 1962.
 *
 * @throws `bad-argument` for no data, `not-finite` for NaN or infinity in it.
 * @example
 * const normalizer = standardize(train);
 * const [a, b] = [train.normalize(normalizer), test.normalize(normalizer)];
 */
export function standardize(data: IndexedData): Normalizer {
  const width = sizeOf(data.inputShape);
  const mean = new Array<number>(width).fill(0);
  const squares = new Array<number>(width).fill(0);
  let count = 0;
  forEachRow(data, (row) => {
    count++;
    for (let j = 0; j < width; j++) {
      const change = row[j]! - mean[j]!;
      mean[j]! += change / count;
      squares[j]! += change * (row[j]! - mean[j]!);
    }
  });
  return standardizeFrom({ mean, deviation: squares.map((sum) => Math.sqrt(sum / count)) });
}

/** The normalizer of a fit. */
export function standardizeFrom({ mean, deviation }: StandardizeFit): Normalizer {
  const factors = deviation.map((value) => 1 / (value || 1));
  const offsets = mean.map((value, j) => -value * factors[j]!);
  const json = { kind: 'standardize', mean, deviation };
  return affine(json, factors, offsets);
}
