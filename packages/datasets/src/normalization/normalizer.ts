import { GlassboxError } from '@glassbox/core';

/** A normalizer as plain JSON; it travels with a saved model. */
export interface NormalizerJson {
  readonly kind: string;
}

/** A change of input values that was fitted on training data, to be applied to all data, and can be undone. */
export interface Normalizer {
  readonly kind: string;
  /** Changes rows of features in place, one after the other. Throws `shape-mismatch` where they are no whole number of rows. */
  transform(values: Float32Array): void;
  /** Undoes {@link transform}, in place. */
  inverse(values: Float32Array): void;
  /** What `normalizerFromJSON` makes the same normalizer of. */
  toJSON(): NormalizerJson;
}

/**
 * The normalizer `x ← a[j] x + b[j]` for feature j, and back.
 *
 * @param json what `toJSON` gives; kept as it is.
 */
export function affine(json: NormalizerJson, factors: readonly number[], offsets: readonly number[]): Normalizer {
  const width = factors.length;
  const eachRow = (values: Float32Array, change: (value: number, feature: number) => number) => {
    if (values.length % width !== 0) {
      throw new GlassboxError(
        'shape-mismatch',
        `This normalizer was fitted on ${width} features; ${values.length} values are no whole number of rows.`,
        { details: { features: width, values: values.length } },
      );
    }
    for (let row = 0; row < values.length; row += width) {
      for (let j = 0; j < width; j++) values[row + j] = change(values[row + j]!, j);
    }
  };
  return {
    kind: json.kind,
    transform: (values) => eachRow(values, (value, j) => value * factors[j]! + offsets[j]!),
    inverse: (values) => eachRow(values, (value, j) => (value - offsets[j]!) / factors[j]!),
    toJSON: () => json,
  };
}
