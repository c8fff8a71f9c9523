import { mul, square, sub, tanh as tanhOp } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';
import { logisticSlope } from '../math/logistic.js';

const value = elementwise({
  name: 'tanh',
  title: 'Tanh',
  formula: '(e^x - e^-x) / (e^x + e^-x)',
  latex: '\\tanh(x) = \\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}',
  range: interval(-1, 1, '()'),
  monotonic: true,
  zeroCentred: true,
  properties: [
    'Maps every number into the open interval from -1 to 1.',
    'Centred on zero: what it passes on averages near 0, which suits the next layer and makes descent easier.',
    'What recurrent layers use for their state, since it bounds what is fed back.',
  ],
  cautions: [
    'Gradients vanish for large |x| here too, though less than with the sigmoid: the slope reaches 1 instead of 1/4.',
  ],
  source: 'LeCun, Bottou, Orr, Müller, "Efficient BackProp" (1998), section 4.4',
  kernelInitializer: 'glorotUniform',
  tfjsName: 'tanh',
  pass: { kind: 'tanh' },
  config: 'tanh',
  fused: 'tanh',
  f: Math.tanh,
  derivative: (x) => 4 * logisticSlope(2 * x),
  forward: savingOutput(tanhOp),
  gradient: (dy, [y]) => mul(dy, sub(1, square(y!))),
});

/** Hyperbolic tangent: `(e^x - e^-x) / (e^x + e^-x)` in (-1, 1), slope `1 - tanh²(x)`. */
export const tanh = (): ElementwiseActivation => value;
