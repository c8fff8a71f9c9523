import { add, greater, less, logicalAnd, maximum, minimum, mul } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'hardSigmoid',
  title: 'Hard sigmoid',
  formula: 'min(max(0, x + 3), 6) / 6',
  latex: '\\mathrm{hardSigmoid}(x) = \\frac{\\min(\\max(0, x + 3), 6)}{6}',
  range: interval(0, 1, '[]'),
  monotonic: true,
  zeroCentred: false,
  properties: ['The sigmoid in three straight pieces: no exponential, so it suits small devices.'],
  cautions: [
    'Its slope is exactly 0 beyond ±3: a gate that has closed gets no gradient.',
    'Not the same everywhere: Keras 2 and tfjs-layers compute clip(0.2 x + 0.5, 0, 1) under this name. This is Keras 3’s.',
  ],
  source: 'Howard et al., "Searching for MobileNetV3", 2019, arXiv 1905.02244',
  kernelInitializer: 'glorotUniform',
  tfjsName: undefined,
  pass: { kind: 'hardSigmoid' },
  config: 'hard_sigmoid',
  f: (x) => Math.min(Math.max(0, x + 3), 6) / 6,
  derivative: (x) => (Number.isNaN(x) ? x : Math.abs(x) < 3 ? 1 / 6 : 0),
  // The tensor comes first in both: the WASM kernels lose a NaN that comes second.
  forward: savingOutput((x) => minimum(maximum(add(mul(x, 1 / 6), 0.5), 0), 1)),
  gradient: (dy, [y]) => mul(mul(dy, 1 / 6), logicalAnd(greater(y!, 0), less(y!, 1))),
});

/** Hard sigmoid, as Keras 3 has it: `min(max(0, x + 3), 6) / 6` in [0, 1], slope 1/6 for |x| < 3, else 0. */
export const hardSigmoid = (): ElementwiseActivation => value;
