import { reluGradient } from '@glassbox/backends/ops';
import { relu as reluOp } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';

const value = elementwise({
  name: 'relu',
  title: 'ReLU',
  formula: 'max(0, x)',
  latex: '\\mathrm{ReLU}(x) = \\max(0, x)',
  range: interval(0, Infinity, '[)'),
  monotonic: true,
  zeroCentred: false,
  properties: [
    'Bends at zero and nowhere else, which is enough for layers to build any shape, and networks train fast with it.',
    'Its slope is 1 for every positive x, so gradients pass through many layers without vanishing.',
    'Costs one comparison: the cheapest activation there is.',
  ],
  cautions: [
    'Neurons can die: one whose input is negative for all samples has slope 0, so it outputs 0 and stops learning for good. ' +
      'Leaky ReLU and PReLU keep such neurons alive; a smaller learning rate helps too.',
    'Values are not bounded above and average above zero; He initialization keeps their size steady through depth.',
  ],
  source: 'Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010',
  kernelInitializer: 'heUniform',
  tfjsName: 'relu',
  config: 'relu',
  fused: 'relu',
  f: (x) => Math.max(0, x),
  derivative: (x) => (Number.isNaN(x) ? x : x > 0 ? 1 : 0),
  forward: savingOutput(reluOp),
  gradient: (dy, [y]) => reluGradient(dy, y!),
});

/** Rectified linear unit: `max(0, x)` in [0, ∞), slope 1 for x > 0, else 0 (at 0 too, as Keras and PyTorch have it). */
export const relu = (): ElementwiseActivation => value;
