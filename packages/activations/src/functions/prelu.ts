import { differentiable } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { add, mul, reshape, step, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { slopedParts } from './sloped.js';

export interface PreluOptions {
  /** Slope for negative x, above 0 and at most 1. Default 0.25, where the paper starts it. */
  readonly alpha?: number;
}

function make(alpha: number): ElementwiseActivation {
  return elementwise({
    name: 'prelu',
    title: 'Parametric ReLU',
    formula: `max(0, x) + a min(0, x), a = ${alpha}`,
    latex: '\\mathrm{PReLU}(x) = \\max(0, x) + a \\min(0, x)',
    range: interval(-Infinity, Infinity, '()'),
    monotonic: true,
    zeroCentred: false,
    properties: [
      'Leaky ReLU whose negative slope is a weight: each neuron or channel learns how much of the negative side to keep.',
      'Neurons do not die, and the network finds the slope that you would have to search for.',
    ],
    cautions: [
      'The slopes are weights: they belong to a layer. This value has a fixed slope; a PReLU layer learns its own.',
      'On small data the extra weights can overfit; do not pull them to zero with weight decay, which turns them into ReLU.',
    ],
    source: 'He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015, arXiv 1502.01852',
    kernelInitializer: 'heUniform',
    tfjsName: undefined,
    config: { class_name: 'PReLU', config: { alpha } },
    ...slopedParts(alpha),
  });
}

/**
 * Parametric ReLU at a given slope: `max(0, x) + a min(0, x)`.
 *
 * The slope is what a PReLU layer learns; an activation has no weights, so this value shows the function at one slope, and
 * {@link preluWithSlopes} is the operation whose gradient a layer learns from.
 *
 * @throws `bad-argument` for a slope outside (0, 1].
 */
export function prelu({ alpha = 0.25 }: PreluOptions = {}): ElementwiseActivation {
  requireArgument(alpha > 0 && alpha <= 1, `alpha lies above 0 and is at most 1, but ${alpha} came. Use relu() for 0.`);
  return make(alpha);
}

/**
 * Parametric ReLU with a slope for each feature, differentiable by both: `y = max(0, x) + α min(0, x)`.
 *
 * @param x `[batch, ...features]`.
 * @param alpha slopes that broadcast over x, such as `[...features]` or `[]`; any numbers.
 */
export function preluWithSlopes(x: Tensor, alpha: Tensor): Tensor {
  return differentiable<Tensor>([x, alpha], {
    forward(save) {
      const negative = sub(1, step(x));
      const slope = add(sub(1, negative), mul(alpha, negative));
      save([slope, mul(x, negative)]);
      return mul(x, slope);
    },
    backward: (dy, saved) => {
      const [slope, negativePart] = saved as [Tensor, Tensor];
      return [mul(dy, slope), sumTo(mul(dy, negativePart), alpha.shape)];
    },
  });
}

/** Undoes broadcasting: sums over the axes that `shape` lacks or has as 1. */
function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis < missing || shape[axis - missing] === 1);
  return reshape(sum(x, axes), [...shape]);
}
