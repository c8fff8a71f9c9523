import { mul, sigmoid, softplus as softplusOp } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { logistic } from '../math/logistic.js';

const value = elementwise({
  name: 'softplus',
  title: 'Softplus',
  formula: 'ln(1 + e^x)',
  latex: '\\mathrm{softplus}(x) = \\ln(1 + e^x)',
  range: interval(0, Infinity, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'A smooth ReLU whose slope is the sigmoid.',
    'Always positive: the usual end of a network that predicts a rate, a scale or another positive quantity.',
  ],
  cautions: ['Slower than ReLU, and in hidden layers seldom better; averages lie well above zero.'],
  source: 'Dugas, Bengio, Bélisle, Nadeau, Garcia, NIPS 2000',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'softplus',
  pass: { kind: 'softplus' },
  config: 'softplus',
  f: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
  derivative: logistic,
  forward: (x, save) => {
    save([x]);
    return softplusOp(x);
  },
  gradient: (dy, [x]) => mul(dy, sigmoid(x!)),
});

/** Softplus: `ln(1 + e^x)` in (0, ∞), slope `σ(x)`. */
export const softplus = (): ElementwiseActivation => value;
