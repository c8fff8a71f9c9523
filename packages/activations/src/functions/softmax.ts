import { activeKernels, differentiable, type FusedKernels, reshapeView } from '@glassbox/backends/ops';
import { mul, reshape, softmax as softmaxOp, sub, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { VectorActivation } from '../activation.js';
import { interval } from '../interval.js';
import { onRows } from '../on-rows.js';

/** Softmax of one row. */
export function softmaxRow(x: ArrayLike<number>): Float64Array {
  const out = new Float64Array(x.length);
  let largest = -Infinity;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, x[i]!);
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    out[i] = Math.exp(x[i]! - largest);
    total += out[i]!;
  }
  return out.map((e) => e / total);
}

function jacobian(x: ArrayLike<number>): number[][] {
  const y = Array.from(softmaxRow(x));
  return y.map((yi, i) => y.map((yj, j) => (i === j ? yi * (1 - yi) : -yi * yj)));
}

function apply(x: Tensor): Tensor {
  const { softmax: run, softmaxGradient: runBack } = activeKernels();
  if (run && runBack && x.rank > 0 && x.dtype === 'float32') return applyInOnePass(x, run, runBack);
  return differentiable<Tensor>([x], {
    forward(save) {
      const y = softmaxOp(x);
      save([y]);
      return y;
    },
    backward(dy, saved) {
      const weighted = mul(dy, saved[0]!);
      return [sub(weighted, mul(sum(weighted, -1, true), saved[0]!))];
    },
  });
}

function applyInOnePass(x: Tensor, run: FusedKernels['softmax'], runBack: FusedKernels['softmaxGradient']): Tensor {
  const rows = (values: Tensor) => reshapeView(values, [-1, x.shape[x.rank - 1]!]) as Tensor2D;
  const flat = differentiable<Tensor2D>([x], {
    forward(save) {
      const y = run(rows(x));
      save([y]);
      return y;
    },
    backward: (dy, [y]) => [reshape(runBack(dy, y as Tensor2D), x.shape)],
  });
  return x.rank === 2 ? flat : reshape(flat, x.shape);
}

const value: VectorActivation = Object.freeze({
  kind: 'vector',
  name: 'softmax',
  title: 'Softmax',
  formula: 'e^x_i / (e^x_1 + ... + e^x_n)',
  latex: '\\mathrm{softmax}(x)_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}',
  range: interval(0, 1, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Turns a row of raw scores (logits) into probabilities: the usual last step where each sample has one of several classes.',
    'The outputs of a row lie between 0 and 1 and add up to 1, so they read as a distribution over the classes.',
    'Only differences of scores count: adding one number to a whole row changes nothing.',
  ],
  cautions: [
    'Outputs compete, so it does not fit labels that can hold at the same time; give each of those a sigmoid.',
    'A confident probability need not be a right one: networks trained long are usually overconfident.',
    'Train on the logits with a loss that takes the softmax in, since the logarithm of a rounded 0 loses the gradient.',
  ],
  source: 'Bridle, "Probabilistic interpretation of feedforward classification network outputs", Neurocomputing (1990)',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'softmax',
  array: onRows('softmax', softmaxRow),
  jacobian,
  apply,
  config: () => 'softmax',
});

/**
 * Softmax along the last axis: `y_i = e^x_i / Σ_j e^x_j`, each row summing to 1; `∂y_i / ∂x_j = y_i ([i = j] - y_j)`.
 *
 * A score of -Infinity gets probability 0. A row with NaN or +Infinity, or of -Infinity alone, has no softmax and gives NaN.
 *
 * @example
 * softmax().array([1, 1, 1, 1], [2, 2]); // [0.5, 0.5, 0.5, 0.5]
 */
export const softmax = (): VectorActivation => value;
