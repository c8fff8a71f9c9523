import { abs, add, div, square } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'softsign',
  title: 'Softsign',
  formula: 'x / (1 + |x|)',
  latex: '\\mathrm{softsign}(x) = \\frac{x}{1 + |x|}',
  range: interval(-1, 1, '()'),
  monotonic: true,
  zeroCentred: true,
  properties: [
    'Shaped like tanh, with tails that flatten much more slowly, so saturated neurons come back more easily.',
    'Needs no exponential.',
  ],
  cautions: ['Its slope falls quickly around zero, and it is seldom better than ReLU in hidden layers.'],
  source: 'Turian, Bergstra, Bengio, NAACL 2009; Glorot, Bengio, AISTATS 2010',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'softsign',
  pass: { kind: 'softsign' },
  config: 'softsign',
  f: (x) => (Math.abs(x) === Infinity ? Math.sign(x) : x / (1 + Math.abs(x))),
  derivative: (x) => 1 / (1 + Math.abs(x)) ** 2,
  forward: (x, save) => {
    const size = add(abs(x), 1);
    save([size]);
    return div(x, size);
  },
  gradient: (dy, [size]) => div(dy, square(size!)),
});

/** Softsign: `x / (1 + |x|)` in (-1, 1), slope `1 / (1 + |x|)²`. */
export const softsign = (): ElementwiseActivation => value;
