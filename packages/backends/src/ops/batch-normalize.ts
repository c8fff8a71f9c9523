import {
  add,
  div,
  mean,
  mul,
  reshape,
  rsqrt,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import type { ChannelMoments } from './kernels.js';

/** Mean and biased variance of each channel. */
export type BatchMoments = ChannelMoments;

/** Mean and variance of each channel (the last axis) over all other axes; not differentiable. */
export function batchMoments(x: Tensor): BatchMoments {
  const own = activeKernels().batchMoments?.(x, x.shape[x.rank - 1]!);
  if (own) return own;
  return tidy(() => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const average = mean(x, axes) as Tensor1D;
    return { mean: average, variance: mean(squaredDifference(x, average), axes) as Tensor1D };
  });
}

/**
 * Normalises by the batch's own moments: `y = gamma (x - mean) / sqrt(variance + epsilon) + beta`, channel by channel.
 *
 * The gradient counts that the moments depend on x. Pass `batchMoments(x)`; pass ones and zeros for a layer without scale or centre.
 * Source: Ioffe and Szegedy, 2015, arXiv 1502.03167.
 */
export function batchNormalize(
  x: Tensor,
  moments: BatchMoments,
  gamma: Tensor1D,
  beta: Tensor1D,
  epsilon: number,
): Tensor {
  const channels = gamma.shape[0];
  const { batchNormalize: run, batchNormalizeGradient: runBack } = activeKernels();
  if (run && runBack) {
    return differentiable<Tensor>([x, gamma, beta], {
      forward(save) {
        save([x, moments.mean, moments.variance, gamma]);
        return run(x, moments, gamma, beta, epsilon);
      },
      backward(dy, [input, average, variance, scale]) {
        const own = { mean: average as Tensor1D, variance: variance as Tensor1D };
        const gradients = runBack(dy, input!, own, scale as Tensor1D, epsilon);
        return [gradients.x, gradients.gamma, gradients.beta];
      },
    });
  }
  return differentiable<Tensor>([x, gamma, beta], {
    forward(save) {
      const inverse = rsqrt(add(moments.variance, epsilon));
      const normal = mul(sub(x, moments.mean), inverse);
      save([normal, mul(gamma, inverse)]);
      return add(mul(normal, gamma), beta);
    },
    backward(dy, saved) {
      const [normal, scale] = saved as [Tensor, Tensor1D];
      const rows = (tensor: Tensor) => reshape(tensor, [-1, channels]);
      const count = x.size / channels;
      const dBeta = sum(rows(dy), 0);
      const dGamma = sum(mul(rows(dy), rows(normal)), 0);
      const centred = sub(sub(dy, div(dBeta, count)), mul(normal, div(dGamma, count)));
      return [mul(centred, scale), dGamma, dBeta];
    },
  });
}
