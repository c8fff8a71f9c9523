import { GlassboxError } from './errors.js';

/** The typed arrays that hold numbers in Glassbox. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Uint8ClampedArray;

/** Numbers with a shape, in row-major order: `data.length` is the product of `shape`; a scalar has shape `[]`. */
export interface NdArray<T extends NumericArray = NumericArray> {
  readonly data: T;
  readonly shape: readonly number[];
}

/** The number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Pairs data with a shape; throws `shape-mismatch` where their sizes disagree. */
export function ndArray<T extends NumericArray>(data: T, shape: readonly number[]): NdArray<T> {
  if (sizeOf(shape) !== data.length) {
    throw new GlassboxError(
      'shape-mismatch',
      `${data.length} numbers do not fill the shape [${shape.join(', ')}], which takes ${sizeOf(shape)}.`,
      { details: { length: data.length, shape } },
    );
  }
  return { data, shape: [...shape] };
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
