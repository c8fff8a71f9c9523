import { requireArgument } from '@glassbox/core';
import { requirePositive, requireWhole, type Schedule } from './schedule.js';

/** Options of {@link oneCycle}. */
export interface OneCycleOptions {
  /** The highest rate, above 0; {@link findLearningRate} helps to choose it. */
  readonly maxLearningRate: number;
  /** Steps of the whole cycle, a whole number above 1: epochs times steps per epoch. */
  readonly totalSteps: number;
  /** Share of the steps in which the rate rises, above 0 and below 1. Default 0.3. */
  readonly warmupShare?: number;
  /** The cycle starts at `maxLearningRate / divFactor`. Default 25. */
  readonly divFactor?: number;
  /** It ends at the starting rate divided by this. Default 10,000. */
  readonly finalDivFactor?: number;
  /** Whether the rate moves along half a cosine wave or a straight line. Default cosine. */
  readonly anneal?: 'cosine' | 'linear';
}

const anneals = {
  cosine: (from: number, to: number, share: number) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share)),
  linear: (from: number, to: number, share: number) => from + (to - from) * share,
} as const;

/**
 * One rise and one long fall: from `max / divFactor` up to the highest rate, then down to `max / divFactor / finalDivFactor`, where it
 * stays. The rise ends at step `warmupShare totalSteps - 1`, the fall at `totalSteps - 1`.
 *
 * Momentum is left alone. Source: Smith and Topin, arXiv 1708.07120, as in PyTorch's OneCycleLR.
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  const { maxLearningRate, totalSteps, warmupShare = 0.3, divFactor = 25, finalDivFactor = 1e4 } = options;
  const { anneal = 'cosine' } = options;
  for (const [name, value] of Object.entries({ maxLearningRate, divFactor, finalDivFactor }))
    requirePositive(name, value);
  requireWhole('totalSteps', totalSteps, 2);
  requireArgument(
    warmupShare > 0 && warmupShare < 1,
    `warmupShare lies between 0 and 1, but ${warmupShare} came. 0.3 is usual.`,
  );
  requireArgument(Object.hasOwn(anneals, anneal), `anneal is 'cosine' or 'linear', but '${anneal}' came.`);
  const [first, last] = [maxLearningRate / divFactor, maxLearningRate / divFactor / finalDivFactor];
  const [peak, end] = [Math.max(0, warmupShare * totalSteps - 1), totalSteps - 1];
  return {
    name: 'oneCycle',
    rate(step) {
      if (step < peak) return anneals[anneal](first, maxLearningRate, step / peak);
      return anneals[anneal](maxLearningRate, last, Math.min(1, (step - peak) / (end - peak)));
    },
    keras: {
      className: 'glassbox>OneCycle',
      config: {
        max_learning_rate: maxLearningRate,
        total_steps: totalSteps,
        warmup_share: warmupShare,
        div_factor: divFactor,
        final_div_factor: finalDivFactor,
        anneal,
      },
    },
  };
}
