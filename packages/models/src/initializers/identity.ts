import { requireArgument } from '@glassbox/core';
import type { Initializer } from './initializer.js';

/** Options of {@link identity}. */
export interface IdentityOptions {
  /** What stands on the diagonal, a finite number. Default 1. */
  readonly gain?: number;
}

/**
 * A matrix with `gain` on its diagonal and 0 elsewhere: recurrent weights that remember to begin with.
 *
 * Only for weights of two axes, else `bad-argument`. Source: Le, Jaitly, Hinton, 2015, arXiv 1504.00941.
 */
export function identity({ gain = 1 }: IdentityOptions = {}): Initializer {
  requireArgument(Number.isFinite(gain), `gain is a finite number, but ${gain} came.`);
  return {
    name: 'identity',
    generate(shape) {
      requireArgument(shape.length === 2, `identity() takes a shape of two axes, but [${shape.join(', ')}] came.`);
      const [rows, columns] = shape as readonly [number, number];
      const matrix = new Float32Array(rows * columns);
      for (let i = 0; i < Math.min(rows, columns); i++) matrix[i * columns + i] = gain;
      return matrix;
    },
    keras: { className: 'Identity', config: { gain } },
  };
}
