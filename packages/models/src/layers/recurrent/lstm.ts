import { resolveActivation } from '@glassbox/activations';
import { dense } from '@glassbox/backends/ops';
import { add, mul, split, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Initializer, zeros } from '../../initializers/initializer.js';
import type { Layer } from '../layer.js';
import { activationConfig } from '../weight-options.js';
import { type Cell, recurrentLayer } from './recurrent-layer.js';
import type { RecurrentExtras, RecurrentOptions } from './recurrent-options.js';

const cell: Cell = {
  gates: 4,
  states: 2,
  fused: 'lstm',
  step(projected, [h, c], { recurrentKernel, activation, recurrentActivation }) {
    const gates = add(projected, dense(h!, recurrentKernel));
    const [inputGate, forgetGate, candidate, outputGate] = split(gates, 4, 1) as [
      Tensor2D,
      Tensor2D,
      Tensor2D,
      Tensor2D,
    ];
    const kept = mul(recurrentActivation.apply(forgetGate), c!);
    const added = mul(recurrentActivation.apply(inputGate), activation.apply(candidate));
    const carry = add(kept, added) as Tensor2D;
    return [mul(recurrentActivation.apply(outputGate), activation.apply(carry)) as Tensor2D, carry];
  },
};

/** Options of {@link lstm}. */
export interface LstmOptions extends RecurrentOptions {
  /** Whether the forget gate starts with bias 1, so that the layer remembers at first. Default true. */
  readonly unitForgetBias?: boolean;
}

/** Ones for the forget gate, zeros for the others. */
const forgetBias = (units: number): Initializer => ({
  ...zeros(),
  generate: ([length]) => new Float32Array(length!).fill(1, units, 2 * units),
});

/**
 * Long short-term memory: a carry that gates add to and forget from; `[steps, features] -> [units]`.
 *
 * `c ← σ(f) c + σ(i) act(g)`, `h ← σ(o) act(c)`, with `[i f g o] = x W + h U + b`.
 * Weights: `kernel` `[features, 4 units]`, `recurrent_kernel` `[units, 4 units]`, `bias` `[4 units]`.
 * Source: Hochreiter and Schmidhuber, Neural Comput. 9 (1997); forget gate: Gers et al., 2000.
 */
export function lstm(units: number, { unitForgetBias = true, ...options }: LstmOptions = {}): Layer {
  const extras: RecurrentExtras = {
    extra: {
      recurrent_activation: activationConfig(resolveActivation(options.recurrentActivation ?? 'sigmoid')),
      unit_forget_bias: unitForgetBias,
      implementation: 2,
    },
    ...(unitForgetBias ? { biasInitializer: forgetBias(units) } : {}),
  };
  return recurrentLayer('LSTM', 'lstm', cell, units, { ...options, ...extras });
}
