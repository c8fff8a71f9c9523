import { mul } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber, strictlyBetween } from '../math/clamp.js';

const value = elementwise({
  name: 'relu6',
  title: 'ReLU6',
  formula: 'min(max(0, x), 6)',
  latex: '\\mathrm{ReLU6}(x) = \\min(\\max(0, x), 6)',
  range: interval(0, 6, '[]'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'ReLU with a ceiling: values stay within a known range, which suits numbers of few bits on small devices.',
    'Large inputs cannot blow up what comes after it.',
  ],
  cautions: ['Its slope is 0 on both sides, so a neuron can die below 0 and also saturate above 6.'],
  source: 'Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010',
  kernelInitializer: 'heUniform',
  tfjsName: 'relu6',
  config: 'relu6',
  f: (x) => clampNumber(x, 0, 6),
  derivative: (x) => (Number.isNaN(x) ? x : x > 0 && x < 6 ? 1 : 0),
  // Not by tfjs's relu6, which turns NaN into 0 on WASM and WebGPU.
  forward: (x, save) => {
    save([x]);
    return clamp(x, 0, 6);
  },
  gradient: (dy, [x]) => mul(dy, strictlyBetween(x!, 0, 6)),
});

/** ReLU6: `min(max(0, x), 6)` in [0, 6], slope 1 for 0 < x < 6, else 0. */
export const relu6 = (): ElementwiseActivation => value;
