import { normalizeRows } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { reshape, type Tensor, type Tensor2D, transpose } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';
import { OWN_LAYER } from '../weight-options.js';
import { applyLearned, type LearnedOptions, learnedConfig, learnedWeights } from './learned.js';

/** Options of {@link groupNormalization}. */
export interface GroupNormalizationOptions extends LayerOptions, LearnedOptions {
  /** Groups that the channels are divided into, or -1 for one group for each channel. Default 32. */
  readonly groups?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
}

/**
 * Brings each group of channels of each sample to mean 0 and variance 1, over all its places, then scales and shifts each channel.
 *
 * Input `[..., channels]`; weights `gamma` and `beta` `[channels]`. With one group it is layer normalisation over the whole sample, with
 * `groups: -1` instance normalisation.
 *
 * @throws `bad-argument` where the channels cannot be divided into the groups. Source: Wu and He, 2018, arXiv 1803.08494.
 */
export function groupNormalization(options: GroupNormalizationOptions = {}): Layer {
  const { groups = 32, epsilon = 0.001, name } = options;
  return {
    className: `${OWN_LAYER}GroupNormalization`,
    name,
    config: { groups, axis: -1, epsilon, ...learnedConfig(options) },
    build(inputShape) {
      const channels = inputShape[inputShape.length - 1] ?? 1;
      const count = groups === -1 ? channels : groups;
      requireArgument(
        Number.isInteger(count) && count > 0 && channels % count === 0,
        `groupNormalization divides ${channels} channels into groups of one size, which ${groups} are not. Use a divisor of ${channels}, or -1.`,
      );
      const shape = inputShape.map((_, axis) => (axis === inputShape.length - 1 ? channels : 1));
      return {
        outputShape: inputShape,
        weights: learnedWeights([channels], options),
        call: (x, weights) => applyLearned(normalizeGroups(x, count, epsilon), weights, options, [1, ...shape]),
      };
    },
  };
}

/** Groups become rows, with all places of a sample in them, and go back. */
function normalizeGroups(x: Tensor, groups: number, epsilon: number): Tensor {
  const [batch, channels] = [x.shape[0]!, x.shape[x.rank - 1]!];
  const places = x.size / batch / channels;
  const split = reshape(x, [batch, places, groups, channels / groups]);
  const rows = reshape(transpose(split, [0, 2, 1, 3]), [batch * groups, -1]) as Tensor2D;
  const normal = reshape(normalizeRows(rows, epsilon, true), [batch, groups, places, channels / groups]);
  return reshape(transpose(normal, [0, 2, 1, 3]), x.shape);
}
