import { abs, greater, lessEqual, mul, where, zerosLike } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { requireThreshold, type ShrinkOptions, shrinkConfig } from './shrink-options.js';

function make(threshold: number): ElementwiseActivation {
  return elementwise({
    name: 'hardShrink',
    title: 'Hard shrink',
    formula: `x if |x| > ${threshold}, else 0`,
    latex: `\\mathrm{hardShrink}(x) = \\begin{cases} x & |x| > ${threshold} \\\\ 0 & |x| \\le ${threshold} \\end{cases}`,
    range: interval(-Infinity, Infinity, '()'),
    monotonic: true,
    zeroCentred: true,
    properties: ['Sets small values to exactly 0 and leaves large ones alone, as denoising and sparse coding want it.'],
    cautions: [
      'It jumps at the threshold, so a small step of a weight can change the output by a lot.',
      'Values within the band get no gradient and may stay there.',
    ],
    source: 'Donoho, Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81 (1994)',
    kernelInitializer: 'glorotUniform',
    tfjsName: undefined,
    config: shrinkConfig('hard_shrink', threshold),
    f: (x) => (Math.abs(x) <= threshold ? 0 : x),
    derivative: (x) => (Number.isNaN(x) ? x : Math.abs(x) > threshold ? 1 : 0),
    forward: (x, save) => {
      save([x]);
      // NaN compares false, and so stays.
      return where(lessEqual(abs(x), threshold), zerosLike(x), x);
    },
    gradient: (dy, [x]) => mul(dy, greater(abs(x!), threshold)),
  });
}

const standard = make(0.5);

/**
 * Hard shrink: `x` for |x| > threshold, else 0; slope 1 or 0.
 *
 * @throws `bad-argument` for a threshold that is negative or not finite.
 * @example
 * hardShrink({ threshold: 1 }).array([-2, 0.5]); // [-2, 0]
 */
export function hardShrink({ threshold = 0.5 }: ShrinkOptions = {}): ElementwiseActivation {
  requireThreshold(threshold);
  return threshold === 0.5 ? standard : make(threshold);
}
