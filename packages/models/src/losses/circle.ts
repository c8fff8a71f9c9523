import { requireArgument } from '@glassbox/core';
import {
  add,
  cast,
  equal,
  eye,
  logSumExp,
  matMul,
  mul,
  relu,
  reshape,
  sign,
  softplus,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Loss } from './loss.js';
import { overCounted } from './per-sample.js';

export interface CircleOptions {
  /** How sharply pairs are told apart, above 0. Default 80. */
  readonly gamma?: number;
  /** How far similar pairs may be apart, in cosine distance, above 0. Default 0.4. */
  readonly margin?: number;
}

/** Pairs of samples as 0 or 1: those of one class other than a sample with itself, and those of two classes. */
function pairs(labels: Tensor): { same: Tensor; other: Tensor } {
  const size = labels.size;
  const equals = cast(equal(reshape(labels, [size, 1]), reshape(labels, [1, size])), 'float32');
  return { same: sub(equals, eye(size)), other: sub(1, equals) };
}

/** Over the pairs that count, `log Σ exp(values)`; far below 0 where none does. */
const logSum = (values: Tensor, counted: Tensor) => logSumExp(sub(mul(values, counted), mul(sub(1, counted), 1e9)), 1);

/**
 * Pulls outputs of one class together and pushes those of others apart, pair by pair in the batch, by cosine distance.
 *
 * Outputs `[batch, features]` of length 1 each, targets class indices. The mean is over samples that have a positive loss; the loss
 * depends on how samples are batched. Source: Sun et al., 2020, arXiv 2002.10857.
 */
export function circle({ gamma = 80, margin = 0.4 }: CircleOptions = {}): Loss {
  requireArgument(gamma > 0 && margin > 0, `gamma and margin are above 0, but ${gamma} and ${margin} came.`);
  return {
    name: 'circle',
    targetKind: 'classIndex',
    onOutputs(outputs, labels) {
      const distances = relu(sub(1, matMul(outputs as Tensor2D, outputs as Tensor2D, false, true)));
      const { same, other } = pairs(labels);
      const near = mul(mul(relu(add(distances, margin)), sub(distances, margin)), gamma);
      const far = mul(mul(relu(sub(1 + margin, distances)), sub(1 - margin, distances)), gamma);
      const losses = softplus(add(logSum(near, same), logSum(far, other)));
      return overCounted(losses, sign(losses)) as Tensor1D;
    },
  };
}
