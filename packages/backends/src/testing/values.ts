import { random, sizeOf } from '@glassbox/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Values } from './check.js';

/** Makes values of a shape by their place in row-major order. */
export function valuesOf(shape: readonly number[], at: (index: number) => number): Values {
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => at(i)) };
}

/**
 * Uniform random values that single precision holds exactly, so that the backend and the reference start from the same numbers.
 *
 * @param name names the stream: the same name and shape give the same values.
 */
export function randomValues(name: string, shape: readonly number[], low = -1, high = 1): Values {
  const stream = random(1, 'conformance', name);
  return valuesOf(shape, () => Math.fround(low + (high - low) * stream.uniform()));
}

/** Puts values on the backend in use. */
export function toTensor({ data, shape }: Values): Tensor {
  return tensor(Float32Array.from(data), [...shape]);
}
