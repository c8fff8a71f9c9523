import { reluGradient } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import {
  greater,
  less,
  lessEqual,
  logicalAnd,
  minimum,
  mul,
  relu as reluOp,
  sub,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { ActivationConfig, ElementwiseActivation, Interval } from '../activation.js';
import { type ElementwiseParts, elementwise, savingOutput } from '../elementwise.js';
import { interval } from '../interval.js';
import { slopedParts } from './sloped.js';

/** Options of {@link relu}; all are Keras's. */
export interface ReluOptions {
  /** Slope below the threshold, a finite number of at least 0. Default 0. */
  readonly negativeSlope?: number;
  /** The largest value, above the threshold. Default: none. */
  readonly maxValue?: number;
  /** Where the positive side begins, a finite number of at least 0. Default 0. */
  readonly threshold?: number;
}

type Computing = Pick<ElementwiseParts, 'f' | 'derivative' | 'forward' | 'gradient'>;

const plain: Computing = {
  f: (x) => Math.max(0, x),
  derivative: (x) => (Number.isNaN(x) ? x : x > 0 ? 1 : 0),
  forward: savingOutput(reluOp),
  gradient: (dy, [y]) => reluGradient(dy, y!),
};

/** The computing parts of {@link relu} for any options. */
function reluParts({ negativeSlope: slope, maxValue: most, threshold }: Required<ReluOptions>): Computing {
  const below = (x: number) => (slope === 0 ? 0 : slope * (x - threshold));
  return {
    f: (x) => (x <= threshold ? below(x) : Math.min(x, most)),
    derivative: (x) => (Number.isNaN(x) ? x : x <= threshold ? slope : x < most || most === Infinity ? 1 : 0),
    forward(x, save) {
      save([x]);
      const negative = slope === 0 ? zerosLike(x) : mul(sub(x, threshold), slope);
      // NaN compares false, and so takes the branch that keeps it.
      return where(lessEqual(x, threshold), negative, most === Infinity ? x : minimum(x, most));
    },
    gradient(dy, [x]) {
      const above = greater(x!, threshold);
      const passing = most === Infinity ? above : logicalAnd(above, less(x!, most));
      const rest = slope === 0 ? zerosLike(dy) : mul(dy, mul(lessEqual(x!, threshold), slope));
      return where(passing, dy, rest);
    },
  };
}

function partsFor(options: Required<ReluOptions>): Computing {
  const { negativeSlope, maxValue, threshold } = options;
  if (maxValue !== Infinity || threshold !== 0) return reluParts(options);
  return negativeSlope === 0 ? plain : slopedParts(negativeSlope);
}

interface Described {
  readonly formula: string;
  readonly latex: string;
  readonly range: Interval;
  readonly config: ActivationConfig;
  readonly tfjsName: string | undefined;
  readonly fused?: 'relu';
}

const standardForm: Described = {
  formula: 'max(0, x)',
  latex: '\\mathrm{ReLU}(x) = \\max(0, x)',
  range: interval(0, Infinity, '[)'),
  config: 'relu',
  fused: 'relu',
  tfjsName: 'relu',
};

function describe({ negativeSlope, maxValue, threshold }: Required<ReluOptions>): Described {
  const inner =
    negativeSlope === 0 ? '0' : threshold === 0 ? `${negativeSlope} x` : `${negativeSlope} (x - ${threshold})`;
  const upper = maxValue === Infinity ? 'x' : `min(x, ${maxValue})`;
  const bounded = maxValue !== Infinity;
  return {
    formula: `${upper} if x > ${threshold}, else ${inner}`,
    latex: `\\mathrm{ReLU}(x) = \\begin{cases} ${upper.replace('min', '\\min')} & x > ${threshold} \\\\ ${inner} & x \\le ${threshold} \\end{cases}`,
    range: interval(
      negativeSlope === 0 ? 0 : -Infinity,
      maxValue,
      negativeSlope === 0 ? (bounded ? '[]' : '[)') : bounded ? '(]' : '()',
    ),
    config: {
      class_name: 'ReLU',
      config: { negative_slope: negativeSlope, threshold, ...(bounded ? { max_value: maxValue } : {}) },
    },
    tfjsName: undefined,
  };
}

function make(options: Required<ReluOptions>): ElementwiseActivation {
  const isPlain = options.negativeSlope === 0 && options.maxValue === Infinity && options.threshold === 0;
  return elementwise({
    name: 'relu',
    title: 'ReLU',
    ...(isPlain ? standardForm : describe(options)),
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
    ...partsFor(options),
  });
}

const standard = make({ negativeSlope: 0, maxValue: Infinity, threshold: 0 });

function requireOptions({ negativeSlope, maxValue, threshold }: Required<ReluOptions>): void {
  for (const [name, value] of Object.entries({ negativeSlope, threshold })) {
    requireArgument(
      value >= 0 && Number.isFinite(value),
      `${name} is a finite number of at least 0, but ${value} came.`,
    );
  }
  requireArgument(maxValue > threshold, `maxValue lies above the threshold ${threshold}, but ${maxValue} came.`);
}

/**
 * Rectified linear unit: `max(0, x)` in [0, ∞), slope 1 for x > 0, else 0 (at 0 too, as Keras and PyTorch have it).
 *
 * With options, as Keras's: `min(x, maxValue)` for x > threshold, else `negativeSlope (x - threshold)`.
 *
 * @throws `bad-argument` for a slope or threshold below 0, or a largest value that is not above the threshold.
 * @example
 * relu({ maxValue: 1, negativeSlope: 0.1 }).f(-2); // -0.2
 */
export function relu({
  negativeSlope = 0,
  maxValue = Infinity,
  threshold = 0,
}: ReluOptions = {}): ElementwiseActivation {
  const options = { negativeSlope, maxValue, threshold };
  requireOptions(options);
  return negativeSlope === 0 && maxValue === Infinity && threshold === 0 ? standard : make(options);
}
