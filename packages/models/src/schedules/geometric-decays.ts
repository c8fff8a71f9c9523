import { type InitialRate, requirePositive, type Schedule } from './schedule.js';

/** Options of {@link exponentialDecay} and {@link inverseTimeDecay}. */
export interface DecayOptions extends InitialRate {
  /** Steps in which the decay happens once, above 0. */
  readonly decaySteps: number;
  /** How much it decays, above 0. */
  readonly decayRate: number;
  /** Whether the rate keeps its value between multiples of `decaySteps`. Default false. */
  readonly staircase?: boolean;
}

function decay(
  name: string,
  className: string,
  { initialLearningRate, decaySteps, decayRate, staircase = false }: DecayOptions,
  decayed: (rate: number, share: number) => number,
): Schedule {
  for (const [option, value] of Object.entries({ initialLearningRate, decaySteps, decayRate }))
    requirePositive(option, value);
  const share = (step: number) => (staircase ? Math.floor(step / decaySteps) : step / decaySteps);
  return {
    name,
    rate: (step) => initialLearningRate * decayed(decayRate, share(step)),
    keras: {
      className,
      config: {
        initial_learning_rate: initialLearningRate,
        decay_steps: decaySteps,
        decay_rate: decayRate,
        staircase,
      },
    },
  };
}

/**
 * Multiplies the rate by `decayRate` every `decaySteps` steps: `lr rate^(step / decaySteps)`.
 *
 * @param options all but staircase are needed; `bad-argument` where one is not above 0. Keras: ExponentialDecay.
 */
export const exponentialDecay = (options: DecayOptions): Schedule =>
  decay('exponentialDecay', 'ExponentialDecay', options, (rate, share) => rate ** share);

/**
 * Divides the rate by a straight line: `lr / (1 + rate step / decaySteps)`.
 *
 * @param options all but staircase are needed; `bad-argument` where one is not above 0. Keras: InverseTimeDecay.
 */
export const inverseTimeDecay = (options: DecayOptions): Schedule =>
  decay('inverseTimeDecay', 'InverseTimeDecay', options, (rate, share) => 1 / (1 + rate * share));

/** Options of {@link stepDecay}. */
export interface StepDecayOptions extends InitialRate {
  /** Steps between two drops, above 0. */
  readonly decaySteps: number;
  /** What the rate is multiplied by at a drop, above 0. Default 0.5. */
  readonly decayRate?: number;
}

/**
 * Drops the rate by a factor every so many steps: `lr rate^⌊step / decaySteps⌋`. It is the staircase of {@link exponentialDecay}, and
 * saved as that.
 */
export const stepDecay = ({ decayRate = 0.5, ...options }: StepDecayOptions): Schedule => ({
  ...exponentialDecay({ ...options, decayRate, staircase: true }),
  name: 'stepDecay',
});
