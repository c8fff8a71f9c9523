import { type InitialRate, requireNotNegative, requirePositive, type Schedule } from './schedule.js';

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayOptions extends InitialRate {
  /** Steps until the end rate is reached, above 0. */
  readonly decaySteps: number;
  /** The rate at the end, at least 0. Default 0.0001. */
  readonly endLearningRate?: number;
  /** Power of the polynomial, above 0. Default 1, a straight line. */
  readonly power?: number;
  /** Whether the rate rises again after the end, to fall over a stretch that is longer each time. Default false. */
  readonly cycle?: boolean;
}

/**
 * Leads the rate down to another: `(lr - end)(1 - step / decaySteps)^power + end`, and stays there. With cycle, decaySteps is the first
 * multiple of itself that is not below the step. Keras: PolynomialDecay.
 */
export function polynomialDecay(options: PolynomialDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, endLearningRate = 1e-4, power = 1, cycle = false } = options;
  for (const [name, value] of Object.entries({ initialLearningRate, decaySteps, power })) requirePositive(name, value);
  requireNotNegative('endLearningRate', endLearningRate);
  const share = (step: number) =>
    cycle ? step / (decaySteps * Math.max(1, Math.ceil(step / decaySteps))) : Math.min(step, decaySteps) / decaySteps;
  return {
    name: 'polynomialDecay',
    rate: (step) => (initialLearningRate - endLearningRate) * (1 - share(step)) ** power + endLearningRate,
    keras: {
      className: 'PolynomialDecay',
      config: {
        initial_learning_rate: initialLearningRate,
        decay_steps: decaySteps,
        end_learning_rate: endLearningRate,
        power,
        cycle,
      },
    },
  };
}
