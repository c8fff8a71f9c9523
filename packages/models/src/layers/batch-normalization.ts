import { batchMoments, batchNormalize } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import {
  add,
  mul,
  ones as onesTensor,
  rsqrt,
  sub,
  type Tensor,
  type Tensor1D,
  zeros as zerosTensor,
} from '@tensorflow/tfjs-core';
import { ones, zeros } from '../initializers/initializer.js';
import type { CallContext, Layer, LayerOptions, WeightSpec } from './layer.js';
import { initializerConfig } from './weight-options.js';

/** Options of {@link batchNormalization}. */
export interface BatchNormalizationOptions extends LayerOptions {
  /** Share of the moving moments that a step keeps, 0 to 1. Default 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Whether to learn a shift `beta`. Default true. */
  readonly center?: boolean;
  /** Whether to learn a factor `gamma`. Default true. */
  readonly scale?: boolean;
}

/**
 * Brings each channel (last axis) to mean 0 and variance 1, then scales and shifts it:
 * `y = gamma (x - mean) / √(variance + epsilon) + beta`.
 *
 * While fitting, the moments are the batch's, and the moving ones follow: `moving ← momentum moving + (1 - momentum) batch`.
 * Otherwise the moving moments are used. Source: Ioffe and Szegedy, 2015, arXiv 1502.03167.
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): Layer {
  const { momentum = 0.99, epsilon = 0.001, center = true, scale = true, name } = options;
  requireArgument(momentum >= 0 && momentum <= 1, `momentum lies in [0, 1], but ${momentum} came.`);
  return {
    className: 'BatchNormalization',
    name,
    config: { axis: -1, momentum, epsilon, center, scale, ...INITIALIZERS },
    build(inputShape) {
      const channels = inputShape[inputShape.length - 1]!;
      const weights = weightSpecs(channels, center, scale);
      return {
        outputShape: inputShape,
        weights,
        call: (x, tensors, context) => normalize(x, tensors, context, { momentum, epsilon, center, scale, channels }),
      };
    },
  };
}

const INITIALIZERS = {
  beta_initializer: initializerConfig(zeros()),
  gamma_initializer: initializerConfig(ones()),
  moving_mean_initializer: initializerConfig(zeros()),
  moving_variance_initializer: initializerConfig(ones()),
};

function weightSpecs(channels: number, center: boolean, scale: boolean): WeightSpec[] {
  const shape = [channels];
  return [
    ...(scale ? [{ name: 'gamma', shape, initializer: ones(), trainable: true }] : []),
    ...(center ? [{ name: 'beta', shape, initializer: zeros(), trainable: true }] : []),
    { name: 'moving_mean', shape, initializer: zeros(), trainable: false },
    { name: 'moving_variance', shape, initializer: ones(), trainable: false },
  ];
}

type Settings = Required<Omit<BatchNormalizationOptions, 'name'>> & { readonly channels: number };

function normalize(x: Tensor, weights: readonly Tensor[], context: CallContext, settings: Settings): Tensor {
  const { momentum, epsilon, center, scale, channels } = settings;
  const learned = Number(scale) + Number(center);
  const gamma = (scale ? weights[0]! : onesTensor([channels])) as Tensor1D;
  const beta = (center ? weights[learned - 1]! : zerosTensor([channels])) as Tensor1D;
  const [movingMean, movingVariance] = [weights[learned]!, weights[learned + 1]!];
  if (!context.training) return add(mul(sub(x, movingMean), mul(rsqrt(add(movingVariance, epsilon)), gamma)), beta);
  const moments = batchMoments(x);
  const follow = (moving: Tensor, batch: Tensor) => add(mul(moving, momentum), mul(batch, 1 - momentum));
  context.update(learned, follow(movingMean, moments.mean));
  context.update(learned + 1, follow(movingVariance, moments.variance));
  return batchNormalize(x, moments, gamma, beta, epsilon);
}
