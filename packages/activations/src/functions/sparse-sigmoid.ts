import { add, mul } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber, strictlyBetween } from '../math/clamp.js';

const value = elementwise({
  name: 'sparseSigmoid',
  title: 'Sparse sigmoid',
  formula: 'min(max(0, (x + 1) / 2), 1)',
  latex: '\\mathrm{sparseSigmoid}(x) = \\min(\\max(0, (x + 1) / 2), 1)',
  range: interval(0, 1, '[]'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'What sparsemax is for two classes: a sigmoid that reaches 0 and 1 exactly, so a probability can be ruled out.',
    'No exponential.',
  ],
  cautions: ['Beyond ±1 its slope is exactly 0, so a confident mistake gets no gradient by itself.'],
  source: 'Martins, Astudillo, "From softmax to sparsemax", ICML 2016, arXiv 1602.02068',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  config: 'sparse_sigmoid',
  f: (x) => clampNumber((x + 1) / 2, 0, 1),
  derivative: (x) => (Number.isNaN(x) ? x : Math.abs(x) < 1 ? 0.5 : 0),
  forward: (x, save) => {
    save([x]);
    return clamp(mul(add(x, 1), 0.5), 0, 1);
  },
  gradient: (dy, [x]) => mul(mul(dy, 0.5), strictlyBetween(x!, -1, 1)),
});

/** Sparse sigmoid: `min(max(0, (x + 1) / 2), 1)` in [0, 1], slope 1/2 for |x| < 1, else 0. */
export const sparseSigmoid = (): ElementwiseActivation => value;
