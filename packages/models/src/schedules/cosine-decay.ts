import { requireArgument } from '@glassbox/core';
import { requireNotNegative, requirePositive, requireWhole, type Schedule } from './schedule.js';

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** The rate of the first step; at least 0, and above 0 without a warm-up. */
  readonly initialLearningRate: number;
  /** Steps of the decay, above 0; a warm-up comes on top. */
  readonly decaySteps: number;
  /** What is left at the end, as a share of the highest rate. Default 0. */
  readonly alpha?: number;
  /** The rate that a warm-up leads to from the initial one, above 0. Default none: no warm-up. */
  readonly warmupTarget?: number;
  /** Steps of the warm-up, a whole number. Default 0. */
  readonly warmupSteps?: number;
}

/** Half a cosine wave from 1 down to 0. */
const halfCosine = (share: number) => 0.5 * (1 + Math.cos(Math.PI * share));

/**
 * Lowers the rate along half a cosine wave, `lr ((1 - alpha)(1 + cos(π step / decaySteps)) / 2 + alpha)`, after a straight warm-up where
 * one is asked for, and stays at the end.
 *
 * @throws `bad-argument` for options out of range. Source: Loshchilov and Hutter, arXiv 1608.03983; Keras: CosineDecay.
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, alpha = 0, warmupTarget, warmupSteps = 0 } = options;
  requirePositive('decaySteps', decaySteps);
  requireWhole('warmupSteps', warmupSteps, 0);
  requireNotNegative('alpha', alpha);
  if (warmupTarget === undefined) {
    requirePositive('initialLearningRate', initialLearningRate);
    requireArgument(warmupSteps === 0, 'A warm-up leads to a rate. Pass warmupTarget beside warmupSteps.');
  } else {
    requireNotNegative('initialLearningRate', initialLearningRate);
    requirePositive('warmupTarget', warmupTarget);
  }
  const top = warmupTarget ?? initialLearningRate;
  return {
    name: 'cosineDecay',
    rate(step) {
      if (step < warmupSteps) return initialLearningRate + ((top - initialLearningRate) * step) / warmupSteps;
      const share = Math.min(step - warmupSteps, decaySteps) / decaySteps;
      return top * ((1 - alpha) * halfCosine(share) + alpha);
    },
    keras: {
      className: 'CosineDecay',
      config: {
        initial_learning_rate: initialLearningRate,
        decay_steps: decaySteps,
        alpha,
        warmup_target: warmupTarget ?? null,
        warmup_steps: warmupSteps,
      },
    },
  };
}

/** Options of {@link cosineDecayRestarts}. */
export interface CosineDecayRestartsOptions {
  /** The rate of the first step, above 0. */
  readonly initialLearningRate: number;
  /** Steps of the first decay, above 0. */
  readonly firstDecaySteps: number;
  /** How much longer each decay is than the one before, at least 1. Default 2. */
  readonly tMul?: number;
  /** What each restart's rate is of the one before, above 0. Default 1. */
  readonly mMul?: number;
  /** What is left at the end of a decay, as a share of the initial rate. Default 0. */
  readonly alpha?: number;
}

/** Number of the decay that a step lies in, from 0, and how much of it is done; `periods` is the step in first decays. */
function placeOf(periods: number, tMul: number): { restarts: number; share: number } {
  if (tMul === 1) return { restarts: Math.floor(periods), share: periods - Math.floor(periods) };
  let [restarts, length, rest] = [0, 1, periods];
  // Counted, not by a logarithm: a step on the border of two decays then always belongs to the later one.
  while (rest >= length) {
    rest -= length;
    length *= tMul;
    restarts++;
  }
  return { restarts, share: rest / length };
}

/**
 * Cosine decays one after the other, each beginning anew ("warm restarts"): the i-th is `tMul^i` times as long as the first and starts at
 * `mMul^i` times its rate.
 *
 * @throws `bad-argument` for options out of range. Source: Loshchilov and Hutter, arXiv 1608.03983; Keras: CosineDecayRestarts.
 */
export function cosineDecayRestarts(options: CosineDecayRestartsOptions): Schedule {
  const { initialLearningRate, firstDecaySteps, tMul = 2, mMul = 1, alpha = 0 } = options;
  for (const [name, value] of Object.entries({ initialLearningRate, firstDecaySteps, mMul }))
    requirePositive(name, value);
  requireArgument(tMul >= 1 && Number.isFinite(tMul), `tMul is a finite number of at least 1, but ${tMul} came.`);
  requireNotNegative('alpha', alpha);
  return {
    name: 'cosineDecayRestarts',
    rate(step) {
      const { restarts, share } = placeOf(step / firstDecaySteps, tMul);
      return initialLearningRate * ((1 - alpha) * mMul ** restarts * halfCosine(share) + alpha);
    },
    keras: {
      className: 'CosineDecayRestarts',
      config: {
        initial_learning_rate: initialLearningRate,
        first_decay_steps: firstDecaySteps,
        t_mul: tMul,
        m_mul: mMul,
        alpha,
      },
    },
  };
}
