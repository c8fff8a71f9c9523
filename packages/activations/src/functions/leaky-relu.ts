import { requireArgument } from '@glassbox/core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { slopedParts } from './sloped.js';

export interface LeakyReluOptions {
  /** Slope for negative x, above 0 and at most 1. Default 0.01. (Keras's own default is 0.2 for the name, 0.3 for the layer.) */
  readonly negativeSlope?: number;
}

function make(negativeSlope: number): ElementwiseActivation {
  return elementwise({
    name: 'leakyRelu',
    title: 'Leaky ReLU',
    formula: `max(${negativeSlope} x, x)`,
    latex: `\\mathrm{LeakyReLU}(x) = \\max(${negativeSlope} x, x)`,
    range: interval(-Infinity, Infinity, '()'),
    monotonic: true,
    zeroCentred: false,
    properties: [
      'Like ReLU, but a negative input still gets through a little, with a small slope that is never zero.',
      'Neurons do not die: one that sees only negative inputs still has a gradient and can recover.',
    ],
    cautions: [
      'The slope is one more choice to make, and gains over ReLU are often small.',
      'Negative values are not bounded, so a badly scaled input stays badly scaled.',
    ],
    source: 'Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013',
    kernelInitializer: 'heUniform',
    tfjsName: undefined,
    pass: { kind: 'leakyRelu', parameter: negativeSlope },
    config: { class_name: 'LeakyReLU', config: { negative_slope: negativeSlope } },
    ...slopedParts(negativeSlope),
  });
}

/**
 * Leaky ReLU: `max(a x, x)` with a = `negativeSlope`, slope 1 for x > 0, else a.
 *
 * @throws `bad-argument` for a slope outside (0, 1].
 * @example
 * leakyRelu({ negativeSlope: 0.2 }).f(-3); // -0.6
 */
export function leakyRelu({ negativeSlope = 0.01 }: LeakyReluOptions = {}): ElementwiseActivation {
  requireArgument(
    negativeSlope > 0 && negativeSlope <= 1,
    `negativeSlope lies above 0 and is at most 1, but ${negativeSlope} came. Use relu() for 0.`,
  );
  return make(negativeSlope);
}
