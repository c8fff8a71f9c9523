import { add, mul, sigmoid, softplus, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { damped } from '../math/logistic.js';

/** tanh(softplus(x)) and its slope, by e^-|x| alone so that nothing overflows or cancels. */
function gate(x: number): { value: number; slope: number } {
  const e = Math.exp(-Math.abs(x));
  if (x >= 0) {
    const denominator = 1 + 2 * e + 2 * e * e;
    return { value: (1 + 2 * e) / denominator, slope: (4 * e * e * (1 + e)) / denominator ** 2 };
  }
  const denominator = e * e + 2 * e + 2;
  return { value: (e * e + 2 * e) / denominator, slope: (4 * e * (e + 1)) / denominator ** 2 };
}

const value = elementwise({
  name: 'mish',
  title: 'Mish',
  formula: 'x tanh(ln(1 + e^x))',
  latex: '\\mathrm{Mish}(x) = x \\tanh(\\ln(1 + e^x))',
  range: interval(-0.30884341301725043, Infinity, '[)'),
  monotonic: false,
  zeroCentred: false,
  properties: [
    'Smooth and not monotonic like Swish, with a slightly deeper dip; it did well in deep networks for vision.',
    'Gates itself, so a little of a negative input passes and its gradient survives.',
  ],
  cautions: ['The dearest of these functions to compute, and often no better than Swish.'],
  source: 'Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020, arXiv 1908.08681',
  kernelInitializer: 'heUniform',
  tfjsName: 'mish',
  pass: { kind: 'mish' },
  config: 'mish',
  f: (x) => damped(x, gate(x).value),
  derivative: (x) => {
    const { value, slope } = gate(x);
    return value + damped(x, slope);
  },
  forward: (x, save) => {
    const share = tanh(softplus(x));
    save([x, share]);
    return mul(x, share);
  },
  gradient: (dy, [x, share]) => mul(dy, add(share!, mul(mul(x!, sigmoid(x!)), sub(1, square(share!))))),
});

/** Mish: `x tanh(softplus(x))` in [-0.309, ∞). */
export const mish = (): ElementwiseActivation => value;
