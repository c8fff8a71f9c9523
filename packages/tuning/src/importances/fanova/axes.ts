import { log as ln } from '../../math/portable.js';
import { type Distribution, type ParamValue, toInternal } from '../../space/distribution.js';

/** A parameter as a tree has it: a range of places, or some choices. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  /** How many; 0 for a range. */
  readonly choices: number;
}

/** The range of the logarithm where that is what is spread. */
export function axisOf(distribution: Distribution): Axis {
  if (distribution.type === 'categorical') return { low: 0, high: 0, choices: distribution.choices.length };
  const { low, high, log } = distribution;
  return { low: log ? ln(low) : low, high: log ? ln(high) : high, choices: 0 };
}

/** Where a value is on the axis. */
export function placeOn(distribution: Distribution, value: ParamValue): number {
  const internal = toInternal(distribution, value);
  return distribution.type !== 'categorical' && distribution.log ? ln(internal) : internal;
}
