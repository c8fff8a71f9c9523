import { abs, lessEqual, mul } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber } from '../math/clamp.js';

const value = elementwise({
  name: 'hardTanh',
  title: 'Hard tanh',
  formula: 'min(max(-1, x), 1)',
  latex: '\\mathrm{hardTanh}(x) = \\min(\\max(-1, x), 1)',
  range: interval(-1, 1, '[]'),
  monotonic: true,
  zeroCentred: true,
  properties: [
    'Tanh in three straight pieces: bounded and centred on zero, without an exponential.',
    'Its slope is 1 between -1 and 1, so signals of that size pass unchanged.',
  ],
  cautions: ['Beyond ±1 its slope is exactly 0: a saturated neuron gets no gradient at all.'],
  source: 'Collobert, "Large scale machine learning", PhD thesis, 2004',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  config: 'hard_tanh',
  f: (x) => clampNumber(x, -1, 1),
  derivative: (x) => (Number.isNaN(x) ? x : Math.abs(x) <= 1 ? 1 : 0),
  forward: (x, save) => {
    save([x]);
    return clamp(x, -1, 1);
  },
  gradient: (dy, [x]) => mul(dy, lessEqual(abs(x!), 1)),
});

/** Hard tanh: `min(max(-1, x), 1)` in [-1, 1], slope 1 for |x| <= 1 (at the kinks too, as Keras has it), else 0. */
export const hardTanh = (): ElementwiseActivation => value;
