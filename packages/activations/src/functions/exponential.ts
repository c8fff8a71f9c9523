import { exp, mul } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'exponential',
  title: 'Exponential',
  formula: 'e^x',
  latex: 'e^{x}',
  range: interval(0, Infinity, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Always positive, and turns sums into products: the end of a network that predicts a rate or a count (Poisson regression).',
    'Its slope is its own value.',
  ],
  cautions: [
    'Grows without mercy: float32 overflows to infinity at x = 88.73. Keep inputs small, or take softplus.',
    'In hidden layers gradients explode with it.',
  ],
  source: 'Nelder, Wedderburn, "Generalized linear models", Journal of the Royal Statistical Society A 135 (1972)',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  config: 'exponential',
  f: Math.exp,
  derivative: Math.exp,
  forward: savingOutput(exp),
  gradient: (dy, [y]) => mul(dy, y!),
});

/** Exponential: `e^x` in (0, ∞), slope `e^x`. */
export const exponential = (): ElementwiseActivation => value;
