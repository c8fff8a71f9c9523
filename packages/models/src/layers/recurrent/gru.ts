import { resolveActivation } from '@glassbox/activations';
import { dense, type RecurrentCell } from '@glassbox/backends/ops';
import { add, mul, slice, split, sub, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from '../layer.js';
import { activationConfig } from '../weight-options.js';
import { type Cell, type CellWeights, recurrentLayer } from './recurrent-layer.js';
import type { RecurrentExtras, RecurrentOptions } from './recurrent-options.js';

/** Columns `from .. from + count` of a matrix. */
const columns = (matrix: Tensor2D, from: number, count: number) => slice(matrix, [0, from], [matrix.shape[0], count]);

/** `h ← z h + (1 - z) candidate`. */
const blend = (update: Tensor, h: Tensor, candidate: Tensor) =>
  add(candidate, mul(update, sub(h, candidate))) as Tensor2D;

/** The reset gate is applied after the recurrent product; it has a bias of its own. */
function resetAfterStep(projected: Tensor2D, h: Tensor2D, weights: CellWeights): Tensor2D {
  const { recurrentKernel, recurrentBias, activation, recurrentActivation } = weights;
  const [xz, xr, xh] = split(projected, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
  const [hz, hr, hh] = split(dense(h, recurrentKernel, recurrentBias), 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
  const update = recurrentActivation.apply(add(xz, hz));
  const reset = recurrentActivation.apply(add(xr, hr));
  return blend(update, h, activation.apply(add(xh, mul(reset, hh))));
}

/** The reset gate is applied to the state before the recurrent product. */
function resetBeforeStep(projected: Tensor2D, h: Tensor2D, weights: CellWeights): Tensor2D {
  const { recurrentKernel, activation, recurrentActivation, units } = weights;
  const gates = recurrentActivation.apply(
    add(columns(projected, 0, 2 * units), dense(h, columns(recurrentKernel, 0, 2 * units))),
  );
  const [update, reset] = split(gates, 2, 1) as [Tensor2D, Tensor2D];
  const recurrent = dense(mul(reset, h), columns(recurrentKernel, 2 * units, units));
  return blend(update, h, activation.apply(add(columns(projected, 2 * units, units), recurrent)));
}

const cellOf = (fused: RecurrentCell, step: typeof resetAfterStep): Cell => ({
  fused,
  gates: 3,
  states: 1,
  step: (projected, [h], weights) => [step(projected, h!, weights)],
});

const resetAfterCell = cellOf('gruResetAfter', resetAfterStep);
const resetBeforeCell = cellOf('gru', resetBeforeStep);

/** Options of {@link gru}. */
export interface GruOptions extends RecurrentOptions {
  /** Whether the reset gate acts after the recurrent product, as in cuDNN and Keras. Default true; tfjs can only read models with false. */
  readonly resetAfter?: boolean;
}

/**
 * Gated recurrent unit: `h ← z h + (1 - z) candidate`; `[steps, features] -> [units]`.
 *
 * `z` and `r` are `σ(x W + h U + b)`, the candidate is `act(x W + r (h U + b'))`, or `act(x W + (r h) U + b)` without resetAfter.
 * Weights: `kernel` `[features, 3 units]`, `recurrent_kernel` `[units, 3 units]`, `bias` `[2, 3 units]` or `[3 units]`.
 * Source: Cho et al., 2014, arXiv 1406.1078.
 */
export function gru(units: number, { resetAfter = true, ...options }: GruOptions = {}): Layer {
  const extras: RecurrentExtras = {
    biasRows: resetAfter ? 2 : 1,
    extra: {
      recurrent_activation: activationConfig(resolveActivation(options.recurrentActivation ?? 'sigmoid')),
      reset_after: resetAfter,
      implementation: 2,
    },
  };
  return recurrentLayer('GRU', 'gru', resetAfter ? resetAfterCell : resetBeforeCell, units, {
    ...options,
    ...extras,
  });
}
