import { mul, sigmoid as sigmoidOp, square, sub } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';
import { logistic, logisticSlope } from '../math/logistic.js';

const value = elementwise({
  name: 'sigmoid',
  title: 'Sigmoid',
  formula: '1 / (1 + e^-x)',
  latex: '\\sigma(x) = \\frac{1}{1 + e^{-x}}',
  range: interval(0, 1, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Maps every number into the open interval from 0 to 1, so an output reads as a probability.',
    'The usual last step of a network that tells two classes apart, or that gives each of several labels its own yes or no.',
  ],
  cautions: [
    'Gradients vanish: the slope is 1/4 at most and nearly 0 once |x| passes 6, so a stack of sigmoids learns very slowly.',
    'All values are positive, which makes the gradients of one neuron’s weights share a sign and slows descent.',
  ],
  source: 'Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", Nature 323 (1986)',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'sigmoid',
  pass: { kind: 'sigmoid' },
  config: 'sigmoid',
  fused: 'sigmoid',
  f: logistic,
  derivative: logisticSlope,
  forward: savingOutput(sigmoidOp),
  gradient: (dy, [y]) => mul(dy, sub(y!, square(y!))),
});

/** Sigmoid, the logistic function: `σ(x) = 1 / (1 + e^-x)` in (0, 1), slope `σ(x) (1 - σ(x))`. */
export const sigmoid = (): ElementwiseActivation => value;
