import { add, mul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { ones, zeros } from '../../initializers/initializer.js';
import type { Shape, WeightSpec } from '../layer.js';
import { initializerConfig } from '../weight-options.js';

/** What layers that normalise learn beside: a factor and a shift. */
export interface LearnedOptions {
  /** Whether to learn a shift `beta`. Default true. */
  readonly center?: boolean;
  /** Whether to learn a factor `gamma`. Default true. */
  readonly scale?: boolean;
}

/** Weights `gamma` (ones) and `beta` (zeros) of a shape, as far as they are asked for. */
export function learnedWeights(shape: Shape, { center = true, scale = true }: LearnedOptions): WeightSpec[] {
  return [
    ...(scale ? [{ name: 'gamma', shape, initializer: ones(), trainable: true }] : []),
    ...(center ? [{ name: 'beta', shape, initializer: zeros(), trainable: true }] : []),
  ];
}

/** Keras's form of the options. */
export const learnedConfig = ({ center = true, scale = true }: LearnedOptions) => ({
  center,
  scale,
  beta_initializer: initializerConfig(zeros()),
  gamma_initializer: initializerConfig(ones()),
});

/** `x gamma + beta` with weights of {@link learnedWeights}, brought to a shape that broadcasts over x. */
export function applyLearned(
  x: Tensor,
  weights: readonly Tensor[],
  { center = true, scale = true }: LearnedOptions,
  shape: Shape,
): Tensor {
  const placed = weights.map((weight) => reshape(weight, [...shape]));
  const scaled = scale ? mul(x, placed[0]!) : x;
  return center ? add(scaled, placed[Number(scale)]!) : scaled;
}
