import { add, mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { damped, logistic, logisticSlope } from '../math/logistic.js';

const value = elementwise({
  name: 'swish',
  title: 'Swish',
  formula: 'x / (1 + e^-x)',
  latex: '\\mathrm{Swish}(x) = x \\cdot \\sigma(x)',
  range: interval(-0.2784645427610738, Infinity, '[)'),
  monotonic: false,
  zeroCentred: false,
  properties: [
    'Smooth everywhere and not monotonic: it dips to -0.278 near x = -1.28 and then rises.',
    'Often a little better than ReLU in deep networks.',
    'Gates itself: the sigmoid of the input decides how much of that same input passes.',
  ],
  cautions: [
    'Costs an exponential for each value, several times what ReLU costs.',
    'It is sometimes said to take every real value; in truth it is bounded below.',
  ],
  source:
    'Ramachandran, Zoph, Le, "Searching for activation functions", 2017, arXiv 1710.05941 (SiLU: arXiv 1606.08415)',
  kernelInitializer: 'heUniform',
  tfjsName: 'swish',
  pass: { kind: 'swish' },
  config: 'swish',
  f: (x) => damped(x, logistic(x)),
  derivative: (x) => logistic(x) + damped(x, logisticSlope(x)),
  forward: (x, save) => {
    const gate = sigmoid(x);
    const y = mul(x, gate);
    save([gate, y]);
    return y;
  },
  gradient: (dy, [gate, y]) => mul(dy, add(gate!, mul(y!, sub(1, gate!)))),
});

/** Swish, also known as SiLU: `x σ(x)` in [-0.278, ∞), slope `σ(x) + x σ(x) (1 - σ(x))`. */
export const swish = (): ElementwiseActivation => value;
