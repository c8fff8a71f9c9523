import { differentiable } from '@glassbox/backends/ops';
import {
  any,
  cast,
  cumsum,
  div,
  fill,
  greater,
  isNaN as isNaNOp,
  maximum,
  mul,
  range,
  step,
  sub,
  sum,
  type Tensor,
  topk,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { VectorActivation } from '../activation.js';
import { interval } from '../interval.js';
import { onRows } from '../on-rows.js';

/** What is taken off every score so that the positive rests add up to 1; NaN where the row has no sparsemax. */
function cutOf(x: Float64Array): number {
  const sorted = x.slice().sort().reverse();
  let total = 0;
  let cut = Number.NaN;
  for (let k = 1; k <= sorted.length; k++) {
    total += sorted[k - 1]!;
    if (!(1 + k * sorted[k - 1]! > total)) break;
    cut = (total - 1) / k;
  }
  return x.some(Number.isNaN) ? Number.NaN : cut;
}

function sparsemaxRow(x: Float64Array): Float64Array {
  const cut = cutOf(x);
  return x.map((value) => Math.max(value - cut, 0));
}

function jacobian(x: ArrayLike<number>): number[][] {
  const inSupport = Array.from(sparsemaxRow(Float64Array.from(x)), (y) => (y > 0 ? 1 : 0));
  const count = inSupport.reduce<number>((total, s) => total + s, 0);
  return inSupport.map((si, i) => inSupport.map((sj, j) => si * sj * ((i === j ? 1 : 0) - 1 / count)));
}

/** {@link cutOf} for each row of a tensor, `[..., 1]`. */
function cuts(x: Tensor): Tensor {
  const width = x.shape[x.rank - 1] ?? 1;
  const { values } = topk(x, width, true);
  const counts = range(1, width + 1, 1, 'float32');
  // Kept: the k largest scores for which 1 + k x_k > x_1 + ... + x_k.
  const kept = greater(sub(mul(counts, values), cumsum(values, x.rank - 1)), -1);
  const total = sum(where(kept, values, zerosLike(values)), -1, true);
  return div(sub(total, 1), sum(cast(kept, 'float32'), -1, true));
}

function apply(x: Tensor): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      const y = maximum(sub(x, cuts(x)), 0);
      save([y]);
      return where(any(isNaNOp(x), -1, true), fill(x.shape, Number.NaN), y);
    },
    backward(dy, saved) {
      const support = step(saved[0]!);
      const passed = mul(dy, support);
      const mean = div(sum(passed, -1, true), sum(support, -1, true));
      return [mul(support, sub(passed, mean))];
    },
  });
}

const value: VectorActivation = Object.freeze({
  kind: 'vector',
  name: 'sparsemax',
  title: 'Sparsemax',
  formula: 'max(x_i - τ(x), 0), τ such that the row adds up to 1',
  latex: '\\mathrm{sparsemax}(x)_i = \\max(x_i - \\tau(x), 0)',
  range: interval(0, 1, '[]'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'The point of the probability simplex nearest to the scores: probabilities as from softmax, but many of them exactly 0.',
    'Makes attention and class probabilities easier to read, since what does not count gets nothing.',
  ],
  cautions: [
    'A class at 0 gets no gradient; it belongs to the sparsemax loss, not to the cross-entropy, whose logarithm of 0 is infinite.',
    'Keras 3.15 adds running sums where it should add scores, so its rows do not add up to 1 once two or more classes share them. ' +
      'This is the function of the paper.',
  ],
  source: 'Martins, Astudillo, "From softmax to sparsemax", ICML 2016, arXiv 1602.02068',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  array: onRows('sparsemax', sparsemaxRow),
  jacobian,
  apply,
  config: () => 'sparsemax',
});

/**
 * Sparsemax along the last axis: `y_i = max(x_i - τ, 0)`, each row summing to 1; with S the classes above 0,
 * `∂y_i / ∂x_j = [i = j] - 1 / |S|` for i and j in S, else 0.
 *
 * A score of -Infinity gets probability 0. A row with NaN or +Infinity gives NaN.
 *
 * @example
 * sparsemax().array([1, 0.5, -1]); // [0.75, 0.25, 0]
 */
export const sparsemax = (): VectorActivation => value;
