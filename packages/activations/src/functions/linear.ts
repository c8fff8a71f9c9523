import { clone } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'linear',
  title: 'Linear',
  formula: 'x',
  latex: 'f(x) = x',
  range: interval(-Infinity, Infinity, '()'),
  monotonic: true,
  zeroCentred: true,
  properties: [
    'Hands the weighted sum on as it is, so an output can be any number.',
    'The usual end of a network that predicts quantities (regression).',
  ],
  cautions: ['Between layers it adds nothing: two linear layers in a row compute what one could.'],
  source: 'https://keras.io/api/layers/activations/#linear-function',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'linear',
  config: 'linear',
  f: (x) => x,
  derivative: (x) => (Number.isNaN(x) ? x : 1),
  forward: (x) => clone(x),
  gradient: (dy) => clone(dy),
});

/** Linear, that is no activation: `f(x) = x`, slope 1. */
export const linear = (): ElementwiseActivation => value;
