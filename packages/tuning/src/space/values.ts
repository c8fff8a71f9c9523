import { GlassboxError } from '@glassbox/core';
import type { Distribution, ParamValue } from './distribution.js';

/** Values that a list would no longer be short with. */
const MOST = 1_000_000;

/**
 * All values of a distribution, in order.
 *
 * @throws `bad-space` where there are infinitely many, or more than a million.
 */
export function valuesOf(distribution: Distribution): readonly ParamValue[] {
  if (distribution.type === 'categorical') return distribution.choices;
  const { low, high, step, log } = distribution;
  const count =
    step === undefined || (distribution.type === 'float' && log) ? Infinity : Math.round((high - low) / step) + 1;
  if (count <= MOST) return Array.from({ length: count }, (_, i) => (i === count - 1 ? high : low + i * step!));
  throw new GlassboxError(
    'bad-space',
    `From ${low} to ${high} there are too many values to list. Give a step, or the values themselves.`,
    { details: { distribution } },
  );
}
