import { GlassboxError, type IndexedData, requireArgument, sizeOf } from '@glassbox/core';

/** A normalizer as JSON; it travels with a saved model. */
export type NormalizerJson =
  | { readonly kind: 'scaleToUnit'; readonly maximum: number }
  | {
      readonly kind: 'minMax';
      readonly minimum: readonly number[];
      readonly maximum: readonly number[];
      readonly range: readonly [number, number];
    }
  | { readonly kind: 'standardize'; readonly mean: readonly number[]; readonly deviation: readonly number[] };

/** A change of input values that was fitted on training data, to be applied to all data, and can be undone. */
export interface Normalizer {
  readonly kind: NormalizerJson['kind'];
  /** Changes rows of features in place, one after the other; the length is a multiple of the number of features. */
  transform(values: Float32Array): void;
  /** Undoes {@link transform}, in place. */
  inverse(values: Float32Array): void;
  toJSON(): NormalizerJson;
}

/** `x ← a[j] x + b[j]` for feature j, and back. */
function affine(json: NormalizerJson, factors: readonly number[], offsets: readonly number[]): Normalizer {
  const width = factors.length;
  const check = (values: Float32Array) => {
    if (values.length % width === 0) return;
    throw new GlassboxError(
      'shape-mismatch',
      `This normalizer was fitted on ${width} features; ${values.length} values are no whole number of rows.`,
    );
  };
  return {
    kind: json.kind,
    transform(values) {
      check(values);
      for (let i = 0; i < values.length; i++) values[i] = values[i]! * factors[i % width]! + offsets[i % width]!;
    },
    inverse(values) {
      check(values);
      for (let i = 0; i < values.length; i++) values[i] = (values[i]! - offsets[i % width]!) / factors[i % width]!;
    },
    toJSON: () => json,
  };
}

/** Divides by the largest value that can come: `x / maximum`. @param maximum above 0; 255 (default) for pixels. */
export function scaleToUnit(maximum = 255): Normalizer {
  requireArgument(
    maximum > 0 && Number.isFinite(maximum),
    `scaleToUnit takes a finite maximum above 0, but ${maximum} came.`,
  );
  return affine({ kind: 'scaleToUnit', maximum }, [1 / maximum], [0]);
}

/** Reads the data once, a block at a time, and hands over each row's start in a block of values. */
function forEachBlock(data: IndexedData, visit: (values: Float32Array, rows: number) => void): void {
  requireArgument(data.size > 0, 'A normalizer is fitted on at least one sample, but the data is empty.');
  for (let start = 0; start < data.size; start += 1024) {
    const rows = Math.min(1024, data.size - start);
    visit(data.readBatch(Uint32Array.from({ length: rows }, (_, i) => start + i)).inputs.data, rows);
  }
}

export interface MinMaxOptions {
  /** What the smallest and the largest value of a feature become. Default [0, 1]. */
  readonly range?: readonly [number, number];
}

/**
 * Brings each feature of the data to a range: `(x - min) / (max - min) (b - a) + a`. A feature that never varies becomes a.
 *
 * Fit it on the training data only and apply it to all.
 */
export function minMax(data: IndexedData, { range = [0, 1] }: MinMaxOptions = {}): Normalizer {
  requireArgument(range[0] < range[1], `The range goes up, but [${range.join(', ')}] came.`);
  const width = sizeOf(data.inputShape);
  const minimum = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  const maximum = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
  forEachBlock(data, (values) => {
    for (let i = 0; i < values.length; i++) {
      const j = i % width;
      if (values[i]! < minimum[j]!) minimum[j] = values[i]!;
      if (values[i]! > maximum[j]!) maximum[j] = values[i]!;
    }
  });
  return minMaxFrom({ kind: 'minMax', minimum, maximum, range });
}

function minMaxFrom(json: Extract<NormalizerJson, { kind: 'minMax' }>): Normalizer {
  const [low, high] = json.range;
  const factors = json.minimum.map((smallest, j) => (high - low) / (json.maximum[j]! - smallest || 1));
  return affine(
    json,
    factors,
    json.minimum.map((smallest, j) => low - smallest * factors[j]!),
  );
}

/**
 * Brings each feature of the data to mean 0 and standard deviation 1: `(x - mean) / deviation`. A feature that never varies is only
 * centred. The deviation divides by the number of samples.
 *
 * Fit it on the training data only and apply it to all. Method: Welford's running moments.
 */
export function standardize(data: IndexedData): Normalizer {
  const width = sizeOf(data.inputShape);
  const mean = new Array<number>(width).fill(0);
  const squares = new Array<number>(width).fill(0);
  let count = 0;
  forEachBlock(data, (values, rows) => {
    for (let row = 0; row < rows; row++) {
      count++;
      for (let j = 0; j < width; j++) {
        const value = values[row * width + j]!;
        const change = value - mean[j]!;
        mean[j]! += change / count;
        squares[j]! += change * (value - mean[j]!);
      }
    }
  });
  return standardizeFrom({ kind: 'standardize', mean, deviation: squares.map((sum) => Math.sqrt(sum / count)) });
}

function standardizeFrom(json: Extract<NormalizerJson, { kind: 'standardize' }>): Normalizer {
  const factors = json.deviation.map((deviation) => 1 / (deviation || 1));
  return affine(
    json,
    factors,
    json.mean.map((mean, j) => -mean * factors[j]!),
  );
}

/** Makes a normalizer from what `toJSON` gave. Throws `unknown-name` for a kind that does not exist. */
export function normalizerFromJSON(json: NormalizerJson): Normalizer {
  switch (json.kind) {
    case 'scaleToUnit':
      return scaleToUnit(json.maximum);
    case 'minMax':
      return minMaxFrom(json);
    case 'standardize':
      return standardizeFrom(json);
    default:
      throw new GlassboxError(
        'unknown-name',
        `There is no normalizer of the kind '${(json as { kind?: unknown }).kind}'. Known: minMax, scaleToUnit, standardize.`,
      );
  }
}
