import { add, greaterEqual, lessEqual, mul, where, zerosLike } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber } from '../math/clamp.js';
import { damped } from '../math/logistic.js';

const value = elementwise({
  name: 'hardSwish',
  title: 'Hard swish',
  formula: 'x min(max(0, x + 3), 6) / 6',
  latex: '\\mathrm{hardSwish}(x) = x \\, \\frac{\\min(\\max(0, x + 3), 6)}{6}',
  range: interval(-0.375, Infinity, '[)'),
  monotonic: false,
  zeroCentred: false,
  properties: [
    'Swish without an exponential: 0 below -3, x above 3 and a parabola between, as MobileNetV3 uses it on telephones.',
    'Gates itself like Swish, at the price of a few comparisons.',
  ],
  cautions: ['Its slope is exactly 0 below -3, so a neuron can die there, which Swish’s cannot.'],
  source: 'Howard et al., "Searching for MobileNetV3", 2019, arXiv 1905.02244',
  kernelInitializer: 'heUniform',
  tfjsName: undefined,
  config: 'hard_silu',
  f: (x) => damped(x, clampNumber(x + 3, 0, 6) / 6),
  derivative: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5),
  forward: (x, save) => {
    save([x]);
    return mul(x, clamp(add(mul(x, 1 / 6), 0.5), 0, 1));
  },
  gradient: (dy, [x]) => {
    const inner = mul(dy, add(mul(x!, 1 / 3), 0.5));
    return where(lessEqual(x!, -3), zerosLike(dy), where(greaterEqual(x!, 3), dy, inner));
  },
});

/** Hard swish, also known as hard SiLU: `x min(max(0, x + 3), 6) / 6` in [-0.375, ∞), slope `x / 3 + 1/2` for |x| < 3. */
export const hardSwish = (): ElementwiseActivation => value;
