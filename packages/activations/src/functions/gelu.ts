import { add, erf, exp, mul, sigmoid, square, sub } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { type ElementwiseParts, elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { damped, logistic, logisticSlope } from '../math/logistic.js';
import { normalCumulative, normalDensity } from '../math/normal-distribution.js';

export interface GeluOptions {
  /** Whether to use the tanh formula in place of the normal distribution; differs by at most 5e-4. Default false. */
  readonly approximate?: boolean;
}

type Computing = Pick<ElementwiseParts, 'f' | 'derivative' | 'forward' | 'gradient'>;

const exact: Computing = {
  f: (x) => damped(x, normalCumulative(x)),
  derivative: (x) => normalCumulative(x) + damped(x, normalDensity(x)),
  forward: (x, save) => {
    const share = mul(0.5, add(1, erf(mul(x, Math.SQRT1_2))));
    save([x, share]);
    return mul(x, share);
  },
  gradient: (dy, [x, share]) => {
    const density = mul(1 / Math.sqrt(2 * Math.PI), exp(mul(-0.5, square(x!))));
    return mul(dy, add(share!, mul(x!, density)));
  },
};

// 0.5 (1 + tanh u) = σ(2u), which does not cancel for negative u. 2u = x (A + B x²).
const A = 2 * Math.sqrt(2 / Math.PI);
const B = 0.044715 * A;

const approximated: Computing = {
  f: (x) => damped(x, logistic(x * (A + B * x * x))),
  derivative: (x) => {
    const gate = x * (A + B * x * x);
    return logistic(gate) + damped(x * (A + 3 * B * x * x), logisticSlope(gate));
  },
  forward: (x, save) => {
    const gate = sigmoid(mul(x, add(A, mul(B, square(x)))));
    save([x, gate]);
    return mul(x, gate);
  },
  gradient: (dy, [x, gate]) => {
    const inner = mul(x!, add(A, mul(3 * B, square(x!))));
    return mul(dy, add(gate!, mul(inner, sub(gate!, square(gate!)))));
  },
};

function make(approximate: boolean): ElementwiseActivation {
  return elementwise({
    name: 'gelu',
    title: approximate ? 'GELU (tanh form)' : 'GELU',
    formula: approximate ? '0.5 x (1 + tanh(0.7979 (x + 0.044715 x³)))' : 'x Φ(x)',
    latex: approximate
      ? '\\tfrac{1}{2} x \\left(1 + \\tanh\\left(\\sqrt{2/\\pi} (x + 0.044715 x^3)\\right)\\right)'
      : '\\mathrm{GELU}(x) = x \\cdot \\Phi(x)',
    range: interval(approximate ? -0.17004075057125412 : -0.16997120747990369, Infinity, '[)'),
    monotonic: false,
    zeroCentred: false,
    properties: [
      'Weighs an input by the probability that a normal deviate lies below it: a smooth ReLU.',
      'The usual choice inside transformers.',
    ],
    cautions: [
      'Costs much more than ReLU, for gains that small dense networks seldom show.',
      'Two forms are in use, exact and by tanh; weights trained with one should be run with the same one.',
    ],
    source: 'Hendrycks, Gimpel, "Gaussian error linear units", 2016, arXiv 1606.08415',
    kernelInitializer: 'heUniform',
    tfjsName: approximate ? 'gelu_new' : 'gelu',
    pass: { kind: approximate ? 'geluTanh' : 'gelu' },
    config: approximate ? 'gelu_new' : 'gelu',
    ...(approximate ? approximated : exact),
  });
}

const values = { exact: make(false), approximate: make(true) };

/**
 * Gaussian error linear unit: `x Φ(x)`, Φ being the normal distribution; in [-0.17, ∞), slope `Φ(x) + x φ(x)`.
 *
 * On tensors the exact form goes through the backend's own erf, which is good to 1e-6.
 */
export const gelu = ({ approximate = false }: GeluOptions = {}): ElementwiseActivation =>
  approximate ? values.approximate : values.exact;
