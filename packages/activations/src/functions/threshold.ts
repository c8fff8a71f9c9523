import { requireArgument } from '@glassbox/core';
import { fill, greater, lessEqual, mul, where } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

/** Options of {@link threshold}. */
export interface ThresholdOptions {
  /** What x must exceed to pass, any finite number. Default 0. */
  readonly threshold?: number;
  /** What stands in for the other values, any finite number. Default 0. */
  readonly defaultValue?: number;
}

function make(bound: number, defaultValue: number): ElementwiseActivation {
  return elementwise({
    name: 'threshold',
    title: 'Threshold',
    formula: `x if x > ${bound}, else ${defaultValue}`,
    latex: `\\mathrm{threshold}(x) = \\begin{cases} x & x > ${bound} \\\\ ${defaultValue} & x \\le ${bound} \\end{cases}`,
    range: interval(Math.min(bound, defaultValue), Infinity, defaultValue <= bound ? '[)' : '()'),
    monotonic: defaultValue <= bound,
    zeroCentred: false,
    properties: [
      'Passes what exceeds a bound and puts one number in place of the rest; ReLU is the case of bound and number 0.',
    ],
    cautions: [
      'Unless the number equals the bound it jumps there, which gradient descent cannot see.',
      'Everything at or below the bound gets no gradient.',
    ],
    source: 'https://keras.io/api/layers/activations/#threshold-function',
    kernelInitializer: 'heUniform',
    tfjsName: undefined,
    config: { class_name: 'threshold', config: { threshold: bound, default_value: defaultValue } },
    f: (x) => (x <= bound ? defaultValue : x),
    derivative: (x) => (Number.isNaN(x) ? x : x > bound ? 1 : 0),
    forward: (x, save) => {
      save([x]);
      // NaN compares false, and so stays.
      return where(lessEqual(x, bound), fill(x.shape, defaultValue), x);
    },
    gradient: (dy, [x]) => mul(dy, greater(x!, bound)),
  });
}

/**
 * Threshold: `x` for x > threshold, else `defaultValue`; slope 1 or 0.
 *
 * @throws `bad-argument` for numbers that are not finite.
 * @example
 * threshold({ threshold: 1, defaultValue: -1 }).array([0.5, 2]); // [-1, 2]
 */
export function threshold({ threshold: bound = 0, defaultValue = 0 }: ThresholdOptions = {}): ElementwiseActivation {
  requireArgument(
    Number.isFinite(bound) && Number.isFinite(defaultValue),
    `threshold and defaultValue are finite numbers, but ${bound} and ${defaultValue} came.`,
  );
  return make(bound, defaultValue);
}
