import { requireArgument } from '@glassbox/core';
import {
  add,
  div,
  exp,
  log,
  log1p,
  logSoftmax,
  maximum,
  mul,
  neg,
  onesLike,
  pow,
  sigmoid,
  sub,
  sum,
  type Tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
import {
  type CrossEntropyOptions,
  EPSILON,
  lastSize,
  requireClasses,
  requireSmoothing,
  smooth,
} from './class-targets.js';
import type { Loss } from './loss.js';
import { magnitude, perSample, within } from './per-sample.js';

function requireGamma(gamma: number): void {
  requireArgument(gamma >= 0 && Number.isFinite(gamma), `gamma is a number of at least 0, but ${gamma} came.`);
}

/** `base^gamma` for bases in [0, 1], with a derivative of 0, not infinity, at 0. */
const focus = (base: Tensor, gamma: number): Tensor =>
  gamma === 0 ? onesLike(base) : pow(maximum(base, 1e-12), gamma);

export interface BinaryFocalOptions extends CrossEntropyOptions {
  /** How much easy answers are played down, at least 0; 0 is plain cross-entropy. Default 2. */
  readonly gamma?: number;
  /** Weight of the 1s, 0 to 1, and `1 - alpha` that of the 0s, where `applyClassBalancing` says so. Default 0.25. */
  readonly alpha?: number;
  /** Whether alpha weighs the two classes. Default false. */
  readonly applyClassBalancing?: boolean;
}

/**
 * Cross-entropy of yes-or-no outputs that plays down what is easy: `(1 - p_t)^gamma * -log p_t`, where p_t is the probability given to
 * the truth, averaged over outputs. For rare positives.
 *
 * Targets in [0, 1], shaped as the output. Source: Lin et al., 2017, arXiv 1708.02002.
 */
export function binaryFocalCrossentropy({
  gamma = 2,
  alpha = 0.25,
  applyClassBalancing = false,
  fromLogits = false,
  labelSmoothing = 0,
}: BinaryFocalOptions = {}): Loss {
  requireGamma(gamma);
  requireSmoothing(labelSmoothing);
  requireArgument(alpha >= 0 && alpha <= 1, `alpha lies in [0, 1], but ${alpha} came.`);
  const focal = (yes: Tensor, no: Tensor, t: Tensor, crossEntropy: Tensor) => {
    const missed = add(mul(t, no), mul(sub(1, t), yes));
    const losses = mul(focus(missed, gamma), crossEntropy);
    if (!applyClassBalancing) return perSample(losses);
    return perSample(mul(losses, add(mul(t, alpha), mul(sub(1, t), 1 - alpha))));
  };
  return {
    name: 'binaryFocalCrossentropy',
    targetKind: 'outputShape',
    onOutputs(outputs, targets) {
      const t = smooth(targets, labelSmoothing, 2);
      const p = within(outputs, EPSILON, 1 - EPSILON);
      return focal(outputs, sub(1, outputs), t, neg(add(mul(t, log(p)), mul(sub(1, t), log(sub(1, p))))));
    },
    logits: {
      activation: 'sigmoid',
      always: fromLogits,
      onLogits(z, targets) {
        const t = smooth(targets, labelSmoothing, 2);
        const size = magnitude(z);
        // max(z, 0) as (z + |z|) / 2: its derivative at 0 is the middle one, which that of the cross-entropy needs.
        const crossEntropy = add(sub(mul(add(z, size), 0.5), mul(z, t)), log1p(exp(neg(size))));
        return focal(sigmoid(z), sigmoid(neg(z)), t, crossEntropy);
      },
    },
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'sigmoid', fromLogits),
  };
}

export interface CategoricalFocalOptions extends CrossEntropyOptions {
  /** How much easy answers are played down, at least 0; 0 is plain cross-entropy. Default 2. */
  readonly gamma?: number;
  /** Weight of every class, or one for each. Default 0.25. */
  readonly alpha?: number | readonly number[];
}

/**
 * Cross-entropy over classes that plays down what is easy: `-Σ alpha (1 - p)^gamma target log p`.
 *
 * Targets are probabilities such as one-hot rows, `[batch, classes]` as the output. Source: Lin et al., 2017, arXiv 1708.02002.
 */
export function categoricalFocalCrossentropy({
  gamma = 2,
  alpha = 0.25,
  fromLogits = false,
  labelSmoothing = 0,
}: CategoricalFocalOptions = {}): Loss {
  requireGamma(gamma);
  requireSmoothing(labelSmoothing);
  const weigh = (losses: Tensor) => mul(losses, typeof alpha === 'number' ? alpha : tensor1d([...alpha]));
  const focal = (p: Tensor, logP: Tensor, targets: Tensor) => {
    const t = smooth(targets, labelSmoothing, lastSize(targets));
    return perSample(sum(weigh(mul(focus(sub(1, p), gamma), neg(mul(t, logP)))), -1));
  };
  return {
    name: 'categoricalFocalCrossentropy',
    targetKind: 'outputShape',
    onOutputs(outputs, targets) {
      const p = within(div(outputs, sum(outputs, -1, true)), EPSILON, 1 - EPSILON);
      return focal(p, log(p), targets);
    },
    logits: {
      activation: 'softmax',
      always: fromLogits,
      onLogits(logits, targets) {
        const logP = logSoftmax(logits);
        return focal(exp(logP), logP, targets);
      },
    },
    checkOutput(shape, activation) {
      requireClasses(shape, activation, 'softmax', fromLogits);
      const classes = shape.at(-1) ?? 1;
      requireArgument(
        typeof alpha === 'number' || alpha.length === classes,
        () => `alpha is one number or one for each of the ${classes} outputs, but [${alpha}] came.`,
      );
    },
  };
}
