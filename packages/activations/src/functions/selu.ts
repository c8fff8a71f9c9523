import { add, greaterEqual, mul, selu as seluOp, where } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

const value = elementwise({
  name: 'selu',
  title: 'SELU',
  formula: '1.0507 x if x > 0, else 1.7581 (e^x - 1)',
  latex: '\\mathrm{SELU}(x) = \\lambda \\begin{cases} x & x > 0 \\\\ \\alpha (e^x - 1) & x \\le 0 \\end{cases}',
  range: interval(-SCALE * ALPHA, Infinity, '()'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Normalises itself: its two constants make the mean 0 and the variance 1 fixed points from layer to layer.',
    'Lets plain dense networks grow deep without batch normalisation.',
  ],
  cautions: [
    'Keeps its promise only with LeCun normal weights, standardised inputs and alpha dropout; elsewhere it is a scaled ELU.',
  ],
  source: 'Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks", 2017, arXiv 1706.02515',
  kernelInitializer: 'lecunNormal',
  tfjsName: 'selu',
  pass: { kind: 'selu' },
  config: 'selu',
  f: (x) => (x > 0 ? SCALE * x : SCALE * ALPHA * Math.expm1(x)),
  derivative: (x) => (x >= 0 ? SCALE : SCALE * ALPHA * Math.exp(x)),
  forward: (x, save) => {
    const y = seluOp(x);
    // The sign comes from x: the WASM kernel rounds the values of small negative inputs to 0.
    save([x, y]);
    return y;
  },
  gradient: (dy, [x, y]) => mul(dy, where(greaterEqual(x!, 0), SCALE, add(y!, SCALE * ALPHA))),
});

/** Scaled exponential linear unit: `λ x` for x > 0, else `λ α (e^x - 1)`, λ = 1.0507, α = 1.6733; in (-1.7581, ∞). */
export const selu = (): ElementwiseActivation => value;
