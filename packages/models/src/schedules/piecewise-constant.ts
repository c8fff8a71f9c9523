import { requireArgument } from '@glassbox/core';
import { requireNotNegative, type Schedule } from './schedule.js';

/** Options of {@link piecewiseConstant}. */
export interface PiecewiseConstantOptions {
  /** Last steps of all pieces but the last one, rising. */
  readonly boundaries: readonly number[];
  /** The rate of each piece: one more than boundaries. */
  readonly values: readonly number[];
}

/**
 * A rate of its own for each stretch of steps: `values[i]` where `boundaries[i - 1] < step <= boundaries[i]`.
 *
 * @throws `bad-argument` where the boundaries do not rise or the numbers of boundaries and values do not fit. Keras:
 * PiecewiseConstantDecay, whose boundaries belong to the piece before them too.
 */
export function piecewiseConstant({ boundaries, values }: PiecewiseConstantOptions): Schedule {
  requireArgument(
    values.length === boundaries.length + 1,
    `There is one value more than boundaries, but ${values.length} values and ${boundaries.length} boundaries came.`,
  );
  requireArgument(
    boundaries.every((boundary, i) => i === 0 || boundary > boundaries[i - 1]!),
    `The boundaries rise, but ${boundaries.join(', ')} came.`,
  );
  for (const value of values) requireNotNegative('Each value', value);
  return {
    name: 'piecewiseConstant',
    rate: (step) => values[boundaries.filter((boundary) => step > boundary).length]!,
    keras: { className: 'PiecewiseConstantDecay', config: { boundaries: [...boundaries], values: [...values] } },
  };
}
