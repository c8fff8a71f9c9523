import { sizeOf } from '@glassbox/core';
import { reshape, sum, type Tensor, tile } from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * Repeats each slice of an axis in place: `y[..., i * times + j, ...] = x[..., i, ...]` for j < times.
 *
 * The gradient sums over the repeats.
 */
export function repeatElements<T extends Tensor>(x: T, axis: number, times: number): T {
  if (times === 1) return x;
  const outer = sizeOf(x.shape.slice(0, axis + 1));
  const inner = sizeOf(x.shape.slice(axis + 1));
  const shape = x.shape.map((extent, i) => (i === axis ? extent * times : extent));
  return differentiable<Tensor>([x], {
    forward: () => reshape(tile(reshape(x, [outer, 1, inner]), [1, times, 1]), shape),
    backward: (dy) => [reshape(sum(reshape(dy, [outer, times, inner]), 1), x.shape)],
  }) as T;
}
