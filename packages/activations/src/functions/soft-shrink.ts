import { abs, greater, mul, sub } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { clamp, clampNumber } from '../math/clamp.js';
import { requireThreshold, type ShrinkOptions, shrinkConfig } from './shrink-options.js';

function make(threshold: number): ElementwiseActivation {
  return elementwise({
    name: 'softShrink',
    title: 'Soft shrink',
    formula: `sign(x) max(|x| - ${threshold}, 0)`,
    latex: `\\mathrm{softShrink}(x) = \\mathrm{sign}(x) \\max(|x| - ${threshold}, 0)`,
    range: interval(-Infinity, Infinity, '()'),
    monotonic: true,
    zeroCentred: true,
    properties: [
      'Pulls every value towards 0 by the threshold and stops there: the step by which the lasso makes weights sparse.',
      'Continuous, unlike hard shrink.',
    ],
    cautions: ['Large values are shifted too, and values within the band get no gradient.'],
    source: 'Donoho, "De-noising by soft-thresholding", IEEE Transactions on Information Theory 41 (1995)',
    kernelInitializer: 'glorotUniform',
    tfjsName: undefined,
    config: shrinkConfig('soft_shrink', threshold),
    f: (x) => x - clampNumber(x, -threshold, threshold),
    derivative: (x) => (Number.isNaN(x) ? x : Math.abs(x) > threshold ? 1 : 0),
    forward: (x, save) => {
      save([x]);
      return sub(x, clamp(x, -threshold, threshold));
    },
    gradient: (dy, [x]) => mul(dy, greater(abs(x!), threshold)),
  });
}

const standard = make(0.5);

/**
 * Soft shrink: `sign(x) max(|x| - threshold, 0)`; slope 1 for |x| > threshold, else 0.
 *
 * @throws `bad-argument` for a threshold that is negative or not finite.
 * @example
 * softShrink({ threshold: 1 }).array([-3, 0.5]); // [-2, 0]
 */
export function softShrink({ threshold = 0.5 }: ShrinkOptions = {}): ElementwiseActivation {
  requireThreshold(threshold);
  return threshold === 0.5 ? standard : make(threshold);
}
