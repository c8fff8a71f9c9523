import type { Random } from '@glassbox/core';
import { SOBOL_AXES, Sobol } from '../math/sobol.js';

/**
 * Points that fill a unit cube more evenly than chance: a scrambled Sobol sequence along the first 64 axes, by chance along further ones.
 *
 * @returns the point of an index.
 */
export function evenPoints(axes: number, draws: Random): (index: number) => Float64Array {
  const sobol = new Sobol(Math.min(axes, SOBOL_AXES), draws.fork('sobol'));
  if (axes <= SOBOL_AXES) return (index) => sobol.point(index);
  return (index) => {
    const rest = draws.fork('further', index);
    return Float64Array.from([
      ...sobol.point(index),
      ...Array.from({ length: axes - SOBOL_AXES }, () => rest.uniform()),
    ]);
  };
}
