import { dense } from '@glassbox/backends/ops';
import { add, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from '../layer.js';
import { type Cell, recurrentLayer } from './recurrent-layer.js';
import type { RecurrentOptions } from './recurrent-options.js';

const cell: Cell = {
  gates: 1,
  states: 1,
  fused: 'simpleRnn',
  step(projected, [h], { recurrentKernel, activation }) {
    return [activation.apply(add(projected, dense(h!, recurrentKernel))) as Tensor2D];
  },
};

/** Options of {@link simpleRnn}. */
export type SimpleRnnOptions = Omit<RecurrentOptions, 'recurrentActivation'>;

/**
 * The plain recurrent layer: `h ← activation(x W + h U + b)`; `[steps, features] -> [units]`.
 *
 * Weights: `kernel` `[features, units]`, `recurrent_kernel` `[units, units]`, `bias` `[units]`. Source: Elman, Cogn. Sci. 14 (1990).
 */
export const simpleRnn = (units: number, options: SimpleRnnOptions = {}): Layer =>
  recurrentLayer('SimpleRNN', 'simpleRnn', cell, units, options);
