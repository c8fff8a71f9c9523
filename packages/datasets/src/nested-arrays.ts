import { GlassboxError, type NdArray } from '@glassbox/core';

/** Numbers in nested arrays, all rows of one length: `[[1, 2], [3, 4]]`. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Numbers as an array with a shape, or nested. */
export type ArrayInput = NdArray | NestedNumbers;

export const isNested = (value: ArrayInput): value is NestedNumbers => Array.isArray(value);

/** Flattens nested rows into floats. Throws `shape-mismatch` naming the first place that differs in length or is no number. */
export function fromNested(values: NestedNumbers, name: string): NdArray<Float32Array> {
  const shape: number[] = [];
  for (let level: NestedNumbers | number | undefined = values; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
  }
  const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
  let filled = 0;
  const visit = (value: unknown, axis: number, path: readonly number[]): void => {
    if (axis === shape.length) {
      if (typeof value !== 'number') throw ragged(name, path, 'a number', value);
      data[filled++] = value;
      return;
    }
    if (!Array.isArray(value) || value.length !== shape[axis]) {
      throw ragged(name, path, `a row of ${shape[axis]}`, value);
    }
    value.forEach((entry, i) => {
      visit(entry, axis + 1, [...path, i]);
    });
  };
  visit(values, 0, []);
  return { data, shape };
}

function ragged(name: string, path: readonly number[], expected: string, found: unknown): GlassboxError {
  const what = Array.isArray(found) ? `a row of ${found.length}` : String(found);
  return new GlassboxError(
    'shape-mismatch',
    `${name}[${path.join('][')}] is ${what}, but ${expected} was expected as in the first. Rows have one length.`,
    { details: { path } },
  );
}
