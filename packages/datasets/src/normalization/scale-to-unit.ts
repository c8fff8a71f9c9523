import { requireArgument } from '@glassbox/core';
import { affine, type Normalizer } from './normalizer.js';

/**
 * Divides by the largest value that can come: `x / maximum`. Needs no fitting.
 *
 * @param maximum finite and above 0, else `bad-argument`. Default 255, that of pixels.
 * @example
 * const scaled = raw.normalize(scaleToUnit());
 */
export function scaleToUnit(maximum = 255): Normalizer {
  requireArgument(
    maximum > 0 && Number.isFinite(maximum),
    `scaleToUnit takes a finite maximum above 0, but ${maximum} came.`,
  );
  const json = { kind: 'scaleToUnit', maximum };
  return affine(json, [1 / maximum], [0]);
}
