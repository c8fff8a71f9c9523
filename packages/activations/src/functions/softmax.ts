import { differentiable } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { mul, softmax as softmaxOp, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { ArrayFunction, VectorActivation } from '../activation.js';
import { interval } from '../interval.js';

/** Softmax of one row, in place of `out[start ... start + width - 1]`. */
function softmaxRow(x: ArrayLike<number>, out: { [index: number]: number }, start: number, width: number): void {
  let largest = -Infinity;
  for (let i = start; i < start + width; i++) largest = Math.max(largest, x[i]!);
  let total = 0;
  for (let i = start; i < start + width; i++) {
    const e = Math.exp(x[i]! - largest);
    out[i] = e;
    total += e;
  }
  for (let i = start; i < start + width; i++) out[i] = out[i]! / total;
}

function fillRows(x: ArrayLike<number>, out: { [index: number]: number }, shape: readonly number[]): void {
  const width = shape.at(-1) ?? 1;
  requireArgument(
    shape.reduce((product, extent) => product * extent, 1) === x.length,
    `${x.length} numbers do not fill the shape [${shape.join(', ')}]. Pass the array's own shape; softmax runs along its last axis.`,
  );
  if (width > 0) for (let start = 0; start < x.length; start += width) softmaxRow(x, out, start, width);
}

function softmaxArray(x: Float32Array, shape?: readonly number[]): Float32Array;
function softmaxArray(x: Float64Array, shape?: readonly number[]): Float64Array;
function softmaxArray(x: readonly number[], shape?: readonly number[]): number[];
function softmaxArray(
  x: Float32Array | Float64Array | readonly number[],
  shape: readonly number[] = [x.length],
): Float32Array | Float64Array | number[] {
  // Rows are summed in float64 and rounded once at the end.
  const rows = new Float64Array(x.length);
  fillRows(x, rows, shape);
  if (x instanceof Float32Array) return Float32Array.from(rows);
  return x instanceof Float64Array ? rows : Array.from(rows);
}

function jacobian(x: ArrayLike<number>): number[][] {
  const y = softmaxArray(Array.from(x));
  return y.map((yi, i) => y.map((yj, j) => (i === j ? yi * (1 - yi) : -yi * yj)));
}

function apply(x: Tensor): Tensor {
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
  array: softmaxArray satisfies ArrayFunction,
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
