import { add, greaterEqual, mul, square, where } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber } from '../math/clamp.js';

const value = elementwise({
  name: 'sparsePlus',
  title: 'Sparse plus',
  formula: '0 if x <= -1, (x + 1)² / 4 if x < 1, else x',
  latex:
    '\\mathrm{sparsePlus}(x) = \\begin{cases} 0 & x \\le -1 \\\\ (x + 1)^2 / 4 & -1 < x < 1 \\\\ x & x \\ge 1 \\end{cases}',
  range: interval(0, Infinity, '[)'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Softplus with a short bend: exactly 0 below -1 and exactly x above 1, a parabola between, smooth at both joints.',
    'Its slope is the sparse sigmoid.',
  ],
  cautions: ['Below -1 its slope is exactly 0, so neurons can die there as ReLU’s do.'],
  source: 'https://keras.io/api/layers/activations/#sparseplus-function',
  kernelInitializer: 'heUniform',
  tfjsName: undefined,
  config: 'sparse_plus',
  f: (x) => (x >= 1 ? x : (clampNumber(x, -1, 1) + 1) ** 2 / 4),
  derivative: (x) => clampNumber((x + 1) / 2, 0, 1),
  forward: (x, save) => {
    save([x]);
    const root = mul(add(clamp(x, -1, 1), 1), 0.5);
    return where(greaterEqual(x, 1), x, square(root));
  },
  gradient: (dy, [x]) => mul(dy, mul(add(clamp(x!, -1, 1), 1), 0.5)),
});

/** Sparse plus: 0 for x <= -1, `(x + 1)² / 4` between, `x` for x >= 1; in [0, ∞), slope the sparse sigmoid. */
export const sparsePlus = (): ElementwiseActivation => value;
