import { mul, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'tanhShrink',
  title: 'Tanh shrink',
  formula: 'x - tanh(x)',
  latex: '\\mathrm{tanhShrink}(x) = x - \\tanh(x)',
  range: interval(-Infinity, Infinity, '()'),
  monotonic: true,
  zeroCentred: true,
  properties: ['A smooth shrinkage: about x³ / 3 near 0, so small values nearly vanish, and x ∓ 1 far away.'],
  cautions: ['Its slope is 0 at 0, where inputs usually start, so learning begins slowly.'],
  source: 'https://keras.io/api/layers/activations/#tanhshrink-function',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  config: 'tanh_shrink',
  f: (x) => x - Math.tanh(x),
  derivative: (x) => Math.tanh(x) ** 2,
  forward: (x, save) => {
    const bent = tanh(x);
    save([bent]);
    return sub(x, bent);
  },
  gradient: (dy, [bent]) => mul(dy, square(bent!)),
});

/** Tanh shrink: `x - tanh(x)` in (-∞, ∞), slope `tanh²(x)`. */
export const tanhShrink = (): ElementwiseActivation => value;
