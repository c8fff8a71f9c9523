import { differentiable } from '@glassbox/backends/ops';
import { exp, logSoftmax as logSoftmaxOp, mul, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { VectorActivation } from '../activation.js';
import { interval } from '../interval.js';
import { onRows } from '../on-rows.js';
import { softmaxRow } from './softmax.js';

/** Log softmax of one row. */
function logSoftmaxRow(x: Float64Array): Float64Array {
  const largest = x.reduce((most, value) => Math.max(most, value), -Infinity);
  const total = x.reduce((sumOf, value) => sumOf + Math.exp(value - largest), 0);
  return x.map((value) => value - largest - Math.log(total));
}

function jacobian(x: ArrayLike<number>): number[][] {
  const p = Array.from(softmaxRow(x));
  return p.map((_, i) => p.map((pj, j) => (i === j ? 1 : 0) - pj));
}

function apply(x: Tensor): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      const y = logSoftmaxOp(x);
      save([y]);
      return y;
    },
    backward: (dy, saved) => [sub(dy, mul(exp(saved[0]!), sum(dy, -1, true)))],
  });
}

const value: VectorActivation = Object.freeze({
  kind: 'vector',
  name: 'logSoftmax',
  title: 'Log softmax',
  formula: 'x_i - ln(e^x_1 + ... + e^x_n)',
  latex: '\\ln \\mathrm{softmax}(x)_i = x_i - \\ln \\sum_j e^{x_j}',
  range: interval(-Infinity, 0, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'The logarithms of softmax’s probabilities, computed without taking the logarithm of a rounded 0.',
    'Unlikely classes keep exact log-probabilities where softmax itself would round them to 0.',
  ],
  cautions: [
    'Log-probabilities, not probabilities: a cross-entropy that expects probabilities must not be given them.',
  ],
  source: 'https://keras.io/api/layers/activations/#logsoftmax-function',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  array: onRows('logSoftmax', logSoftmaxRow),
  jacobian,
  apply,
  config: () => 'log_softmax',
});

/**
 * Log softmax along the last axis: `y_i = x_i - ln Σ_j e^x_j`, in (-∞, 0); `∂y_i / ∂x_j = [i = j] - softmax(x)_j`.
 *
 * A score of -Infinity stays so. A row with NaN or +Infinity, or of -Infinity alone, gives NaN.
 */
export const logSoftmax = (): VectorActivation => value;
