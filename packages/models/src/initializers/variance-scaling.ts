import { requireArgument, sizeOf } from '@glassbox/core';
import { fansOf } from './fans.js';
import type { Initializer } from './initializer.js';
import { truncatedValues, uniformValues } from './random-values.js';

/** What the variance is divided by: how many inputs feed an output, how many outputs an input feeds, or the mean of the two. */
export type FanMode = 'fanIn' | 'fanOut' | 'fanAverage';

/** How values spread: evenly, by a normal that is cut at two of its deviations, or by a whole normal. */
export type ScaledDistribution = 'uniform' | 'truncatedNormal' | 'untruncatedNormal';

/** Options of {@link varianceScaling}. */
export interface VarianceScalingOptions {
  /** Variance times the fan, above 0. Default 1. */
  readonly scale?: number;
  /** Default `'fanIn'`. */
  readonly mode?: FanMode;
  /** Default `'truncatedNormal'`. */
  readonly distribution?: ScaledDistribution;
}

/** Standard deviation of a standard normal cut off at two of its own. */
const TRUNCATED_DEVIATION = 0.87962566103423978;

const KERAS_MODES = { fanIn: 'fan_in', fanOut: 'fan_out', fanAverage: 'fan_avg' } as const;

/** Keras and tfjs share `normal` as a name of the cut one; tfjs has no whole one, and refuses it. */
const KERAS_DISTRIBUTIONS = {
  uniform: 'uniform',
  truncatedNormal: 'normal',
  untruncatedNormal: 'untruncated_normal',
} as const;

function fanFor(mode: FanMode, shape: readonly number[]): number {
  const { fanIn, fanOut } = fansOf(shape);
  return Math.max(1, { fanIn, fanOut, fanAverage: (fanIn + fanOut) / 2 }[mode]);
}

/**
 * Weights of mean 0 and variance `scale / fan`, so that signals keep their size from layer to layer; the general form of the Glorot,
 * He and LeCun initializers.
 *
 * @throws `bad-argument` for a scale that is not a finite number above 0. Source: He et al., 2015, arXiv 1502.01852.
 * @example
 * varianceScaling({ scale: 2, mode: 'fanOut' }); // He's other choice, which keeps gradients instead of signals
 */
export function varianceScaling(options: VarianceScalingOptions = {}): Initializer {
  const { scale = 1, mode = 'fanIn', distribution = 'truncatedNormal' } = options;
  requireArgument(scale > 0 && Number.isFinite(scale), `scale is a finite number above 0, but ${scale} came.`);
  requireArgument(
    mode in KERAS_MODES && distribution in KERAS_DISTRIBUTIONS,
    `varianceScaling knows the modes ${Object.keys(KERAS_MODES).join(', ')} and the distributions ` +
      `${Object.keys(KERAS_DISTRIBUTIONS).join(', ')}, but ${mode} and ${distribution} came.`,
  );
  return {
    name: 'varianceScaling',
    generate(shape, random) {
      const deviation = Math.sqrt(scale / fanFor(mode, shape));
      if (distribution === 'truncatedNormal') return truncatedValues(shape, random, deviation / TRUNCATED_DEVIATION);
      const limit = Math.sqrt(3) * deviation;
      if (distribution === 'uniform') return uniformValues(shape, random, -limit, limit);
      return Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal());
    },
    keras: {
      className: 'VarianceScaling',
      config: { scale, mode: KERAS_MODES[mode], distribution: KERAS_DISTRIBUTIONS[distribution], seed: null },
    },
  };
}

/** Reads the configuration that Keras or tfjs wrote. */
export function varianceScalingFromKeras(config: Readonly<Record<string, unknown>>): Initializer {
  const modes = Object.entries(KERAS_MODES) as [FanMode, string][];
  const mode = modes.find(([, name]) => name === config.mode)?.[0] ?? 'fanIn';
  const distribution =
    config.distribution === 'uniform'
      ? 'uniform'
      : config.distribution === 'untruncated_normal'
        ? 'untruncatedNormal'
        : 'truncatedNormal';
  return varianceScaling({ scale: Number(config.scale ?? 1), mode, distribution });
}
