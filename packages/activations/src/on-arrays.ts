import type { ArrayFunction } from './activation.js';

/** Lifts a function of one number to arrays. */
export function onArrays(f: (x: number) => number): ArrayFunction {
  function mapped(x: Float32Array): Float32Array;
  function mapped(x: Float64Array): Float64Array;
  function mapped(x: readonly number[]): number[];
  function mapped(x: Float32Array | Float64Array | readonly number[]): Float32Array | Float64Array | number[] {
    if (x instanceof Float32Array) return x.map((value) => f(value));
    if (x instanceof Float64Array) return x.map((value) => f(value));
    return x.map((value) => f(value));
  }
  return mapped;
}
