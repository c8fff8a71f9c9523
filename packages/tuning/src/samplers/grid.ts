import { GlassboxError, random, requireArgument } from '@glassbox/core';
import { contains, type Distribution, type ParamValue, toInternal } from '../space/distribution.js';
import { valuesOf } from '../space/values.js';
import type { Sampler } from './sampler.js';

/** By name, the values to try, or a distribution that has finitely many. */
export type GridSpace = Readonly<Record<string, readonly ParamValue[] | Distribution>>;

/** Options of {@link grid}. */
export interface GridOptions {
  /** Tries the combinations in an order by chance, so that a search that is ended early has seen some of everything. Default: in order. */
  readonly seed?: number;
}

const isList = (values: readonly ParamValue[] | Distribution): values is readonly ParamValue[] => Array.isArray(values);

/**
 * Tries every combination of values once, and then ends the search. Trial n has combination n, so any number of workers share them.
 *
 * @throws `bad-argument` where a parameter has no values, `bad-space` where it has infinitely many. A trial fails where the objective asks for
 * a parameter that the grid does not have, or for a range that its value is not in.
 * @example
 * const study = await createStudy({ sampler: grid({ units: [32, 64, 128], dropout: [0, 0.2, 0.5] }) });
 * await study.optimize(objective); // nine trials
 */
export function grid(space: GridSpace, { seed }: GridOptions = {}): Sampler {
  const axes = Object.entries(space).map(
    ([name, values]) => [name, isList(values) ? values : valuesOf(values)] as const,
  );
  for (const [name, values] of axes) requireArgument(values.length > 0, `The grid has no value for '${name}'.`);
  const limit = axes.reduce((product, [, values]) => product * values.length, 1);
  const order = seed === undefined ? undefined : random(seed, 'grid').permutation(limit);
  return {
    name: 'grid',
    limit,
    sampleIndependent(_, { number }, name, distribution) {
      let place = number % limit;
      if (order) place = order[place]!;
      // The last parameter changes first.
      for (const [axis, values] of axes.toReversed()) {
        if (axis === name) return checked(name, values[place % values.length]!, distribution);
        place = Math.floor(place / values.length);
      }
      throw new GlassboxError(
        'bad-space',
        `The grid has no parameter '${name}'. It has ${axes.map(([axis]) => axis).join(', ')}.`,
      );
    },
  };
}

function checked(name: string, value: ParamValue, distribution: Distribution): number {
  if (contains(distribution, value)) return toInternal(distribution, value);
  throw new GlassboxError(
    'bad-space',
    `The grid's ${JSON.stringify(value)} for '${name}' is not what the objective asks for.`,
    {
      details: { name, value, distribution },
    },
  );
}
