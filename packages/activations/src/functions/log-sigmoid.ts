import { mul, neg, sigmoid, softplus } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { keepNaN } from '../math/clamp.js';
import { logistic } from '../math/logistic.js';

const value = elementwise({
  name: 'logSigmoid',
  title: 'Log sigmoid',
  formula: '-ln(1 + e^-x)',
  latex: '\\ln \\sigma(x) = -\\ln(1 + e^{-x})',
  range: interval(-Infinity, 0, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'The logarithm of a sigmoid’s probability, computed without taking the logarithm of a rounded 0.',
    'For very negative x it is x itself, so the gradient of a confident mistake stays.',
  ],
  cautions: ['A log-probability, not a probability: losses that expect probabilities must not be given it.'],
  source: 'https://keras.io/api/layers/activations/#logsigmoid-function',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  config: 'log_sigmoid',
  f: (x) => Math.min(0, x) - Math.log1p(Math.exp(-Math.abs(x))),
  derivative: (x) => logistic(-x),
  forward: (x, save) => {
    save([x]);
    return keepNaN(x, neg(softplus(neg(x))));
  },
  gradient: (dy, [x]) => mul(dy, sigmoid(neg(x!))),
});

/** Log sigmoid: `-ln(1 + e^-x)` in (-∞, 0), slope `σ(-x)`. */
export const logSigmoid = (): ElementwiseActivation => value;
