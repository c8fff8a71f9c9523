import { differentiable } from '@glassbox/backends/ops';
import { div, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Regularizer } from './regularizer.js';

/**
 * The penalty on a layer's output `[batch, ...]`, divided by the batch size so that it weighs the same for every batch size; a scalar,
 * differentiable. An empty batch has penalty 0. Keras 3 counts activity regularization so.
 */
export function activityPenalty(regularizer: Regularizer, output: Tensor): Scalar {
  const batch = Math.max(1, output.shape[0] ?? 1);
  return tidy(() => divided(regularizer.penalty(output), batch));
}

const divided = (x: Scalar, count: number): Scalar =>
  differentiable<Scalar>([x], {
    forward: () => div(x, count),
    backward: (dy) => [div(dy, count)],
  });
