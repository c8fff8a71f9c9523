import { requireArgument } from '@glassbox/core';
import type { ArrayFunction } from './activation.js';

/** What a vector activation makes of one row, in float64. */
export type RowFunction = (row: Float64Array) => ArrayLike<number>;

function overRows(name: string, f: RowFunction, x: ArrayLike<number>, shape: readonly number[]): Float64Array {
  const width = shape.at(-1) ?? 1;
  requireArgument(
    shape.reduce((product, extent) => product * extent, 1) === x.length,
    `${x.length} numbers do not fill the shape [${shape.join(', ')}]. Pass the array's own shape; ${name} runs along its last axis.`,
  );
  if (width === 0 || x.length === 0) return new Float64Array(0);
  const numbers = Float64Array.from(x);
  const rows = Array.from({ length: x.length / width }, (_, i) => f(numbers.subarray(i * width, (i + 1) * width)));
  const outputWidth = rows[0]!.length;
  const out = new Float64Array(rows.length * outputWidth);
  rows.forEach((row, i) => {
    out.set(row, i * outputWidth);
  });
  return out;
}

/** Lifts a function of rows to arrays: rows are computed in float64 and rounded once at the end. */
export function onRows(name: string, f: RowFunction): ArrayFunction {
  function mapped(x: Float32Array, shape?: readonly number[]): Float32Array;
  function mapped(x: Float64Array, shape?: readonly number[]): Float64Array;
  function mapped(x: readonly number[], shape?: readonly number[]): number[];
  function mapped(
    x: Float32Array | Float64Array | readonly number[],
    shape: readonly number[] = [x.length],
  ): Float32Array | Float64Array | number[] {
    const values = overRows(name, f, x, shape);
    if (x instanceof Float32Array) return Float32Array.from(values);
    return x instanceof Float64Array ? values : Array.from(values);
  }
  return mapped;
}
