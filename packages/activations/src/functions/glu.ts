import { differentiable } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { concat, mul, sigmoid, slice, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { VectorActivation } from '../activation.js';
import { interval } from '../interval.js';
import { keepNaN } from '../math/clamp.js';
import { damped, logistic, logisticSlope } from '../math/logistic.js';
import { onRows } from '../on-rows.js';

function outputWidth(width: number): number {
  requireArgument(
    width > 0 && width % 2 === 0,
    `glu splits a row into two halves, so it takes an even number of features, but ${width} came.`,
  );
  return width / 2;
}

/** First half times the sigmoid of the second. */
function gluRow(x: Float64Array): Float64Array {
  const half = outputWidth(x.length);
  return x.slice(0, half).map((value, i) => damped(value, logistic(x[half + i]!)));
}

function jacobian(x: ArrayLike<number>): number[][] {
  const half = outputWidth(x.length);
  return Array.from({ length: half }, (_, i) => {
    const row = new Array<number>(x.length).fill(0);
    row[i] = logistic(x[half + i]!);
    row[half + i] = damped(x[i]!, logisticSlope(x[half + i]!));
    return row;
  });
}

function halves(x: Tensor): [Tensor, Tensor] {
  const half = outputWidth(x.shape[x.rank - 1] ?? 1);
  const size = [...x.shape.slice(0, -1), half];
  const start = (at: number) => [...x.shape.slice(0, -1).map(() => 0), at];
  return [slice(x, start(0), size), slice(x, start(half), size)];
}

function apply(x: Tensor): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      const [values, scores] = halves(x);
      const gates = keepNaN(scores, sigmoid(scores));
      save([values, gates]);
      return mul(values, gates);
    },
    backward(dy, saved) {
      const [values, gates] = saved as [Tensor, Tensor];
      const byValue = mul(dy, gates);
      return [concat([byValue, mul(mul(byValue, values), sub(1, gates))], -1)];
    },
  });
}

const value: VectorActivation = Object.freeze({
  kind: 'vector',
  name: 'glu',
  title: 'Gated linear unit',
  formula: 'a σ(b), a and b the two halves of x',
  latex: '\\mathrm{GLU}(a, b) = a \\cdot \\sigma(b)',
  range: interval(-Infinity, Infinity, '()'),
  monotonic: false,
  zeroCentred: false,
  properties: [
    'Half of the features decide how much of the other half passes: a gate as in an LSTM, without its memory.',
    'The values pass linearly, so the gradient through them does not vanish.',
  ],
  cautions: ['Halves the last axis: the layer before it needs twice the units, an even number.'],
  source: 'Dauphin, Fan, Auli, Grangier, "Language modeling with gated convolutional networks", 2016, arXiv 1612.08083',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  array: onRows('glu', gluRow),
  jacobian,
  apply,
  outputWidth,
  config: () => 'glu',
});

/**
 * Gated linear unit along the last axis: `y_i = x_i σ(x_(n+i))`, `[..., 2n] -> [..., n]`.
 *
 * An odd number of features throws `bad-argument`.
 *
 * @example
 * glu().array([3, 0]); // [1.5]
 */
export const glu = (): VectorActivation => value;
