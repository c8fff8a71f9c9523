import { requireArgument } from '@glassbox/core';
import { div, exp, log, logSoftmax, maximum, mul, pow, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { asOneHot, checkLabels, EPSILON, lastSize, requireClasses } from './class-targets.js';
import type { Loss } from './loss.js';
import { perSample, within } from './per-sample.js';

const inRange = (values: Tensor) => within(values, EPSILON, 1);

/** `Σ t log(t / p)` along the last axis: the nats lost by taking p for the distribution t. Both are kept at 1e-7 or more. */
export const klDivergence = (): Loss => {
  const divergence = (targets: Tensor, logP: Tensor) => {
    const t = inRange(targets);
    return perSample(sum(mul(t, sub(log(t), logP)), -1));
  };
  return {
    name: 'klDivergence',
    targetKind: 'outputShape',
    onOutputs: (outputs, targets) => divergence(targets, log(inRange(outputs))),
    logits: {
      activation: 'softmax',
      always: false,
      onLogits: (logits, targets) => divergence(targets, logSoftmax(logits)),
    },
  };
};

export interface GeneralizedCrossEntropyOptions {
  /** Above 0 and up to 1: towards 0 it becomes cross-entropy, at 1 it is `1 - p`. Default 0.5. */
  readonly q?: number;
  /** Whether the network puts out logits. Default false. */
  readonly fromLogits?: boolean;
}

/**
 * `(1 - p[label]^q) / q`: cross-entropy that gives up on samples it cannot believe, for labels of which some are wrong.
 *
 * Output `[batch, ..., classes]`, targets class indices, as of the sparse cross-entropy. Source: Zhang and Sabuncu, 2018, arXiv 1805.07836.
 */
export function categoricalGeneralizedCrossEntropy({
  q = 0.5,
  fromLogits = false,
}: GeneralizedCrossEntropyOptions = {}): Loss {
  requireArgument(q > 0 && q <= 1, `q lies above 0 and up to 1, but ${q} came.`);
  const chosen = (values: Tensor, labels: Tensor) => sum(mul(values, asOneHot(labels, lastSize(values))), -1);
  const ofPower = (power: Tensor) => perSample(div(sub(1, power), q));
  return {
    name: 'categoricalGeneralizedCrossEntropy',
    targetKind: 'classIndex',
    onOutputs: (outputs, labels) => ofPower(pow(maximum(chosen(outputs, labels), 1e-12), q)),
    logits: {
      activation: 'softmax',
      always: fromLogits,
      onLogits: (logits, labels) => ofPower(exp(mul(chosen(logSoftmax(logits), labels), q))),
    },
    checkTargets: (targets, outputShape) => checkLabels(targets, outputShape),
    checkOutput: (shape, activation) => requireClasses(shape, activation, 'softmax', fromLogits),
  };
}
