import { GlassboxError, random, requireArgument } from '@glassbox/core';
import { contains, type Distribution, type ParamValue, toInternal } from '../space/distribution.js';
import type { InputConstraint, SearchSpace } from '../space/search-space.js';
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
 * @param space values by name, or a space as data, of which those combinations are tried that keep its rules.
 * @throws `bad-argument` where a parameter has no values or no combination keeps the rules, `bad-space` where it has infinitely many. A trial fails where the objective asks for
 * a parameter that the grid does not have, or for a range that its value is not in.
 * @example
 * const study = await createStudy({ sampler: grid({ units: [32, 64, 128], dropout: [0, 0.2, 0.5] }) });
 * await study.optimize(objective); // nine trials
 */
export function grid(space: GridSpace | SearchSpace, { seed }: GridOptions = {}): Sampler {
  const { axes, constraints } = partsOf(space);
  for (const [name, values] of axes) requireArgument(values.length > 0, `The grid has no value for '${name}'.`);
  const count = axes.reduce((product, [, values]) => product * values.length, 1);
  const kept = keptPlaces(axes, count, constraints);
  const limit = kept?.length ?? count;
  requireArgument(limit > 0, () => `No combination of the grid keeps the rule '${constraints[0]!.name}'.`);
  const order = seed === undefined ? undefined : random(seed, 'grid').permutation(limit);
  return {
    name: 'grid',
    limit,
    sampleIndependent(_, { number }, name, distribution) {
      const place = number % limit;
      const ordered = order ? order[place]! : place;
      const value = valuesAt(axes, kept ? kept[ordered]! : ordered)[name];
      if (value !== undefined) return checked(name, value, distribution);
      const names = axes.map(([axis]) => axis).join(', ');
      throw new GlassboxError('bad-space', `The grid has no parameter '${name}'. It has ${names}.`);
    },
  };
}

type Axes = readonly (readonly [name: string, values: readonly ParamValue[]])[];

const isSearchSpace = (space: GridSpace | SearchSpace): space is SearchSpace =>
  'constrain' in space && typeof space.constrain === 'function';

function partsOf(space: GridSpace | SearchSpace): { axes: Axes; constraints: readonly InputConstraint[] } {
  const isData = isSearchSpace(space);
  const parameters: GridSpace = isData ? space.parameters : space;
  const axes = Object.entries(parameters).map(
    ([name, values]) => [name, isList(values) ? values : valuesOf(values)] as const,
  );
  return { axes, constraints: isData ? space.constraints : [] };
}

/** A combination by its place; the last parameter changes first. */
function valuesAt(axes: Axes, place: number): Readonly<Record<string, ParamValue>> {
  const values: Record<string, ParamValue> = {};
  let rest = place;
  for (const [name, choices] of axes.toReversed()) {
    values[name] = choices[rest % choices.length]!;
    rest = Math.floor(rest / choices.length);
  }
  return values;
}

/** Places of the combinations that keep all rules; undefined where there are no rules. */
function keptPlaces(axes: Axes, count: number, constraints: readonly InputConstraint[]): readonly number[] | undefined {
  if (constraints.length === 0) return undefined;
  const places: number[] = [];
  for (let place = 0; place < count; place++) {
    if (constraints.every((constraint) => constraint.holds(valuesAt(axes, place)))) places.push(place);
  }
  return places;
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
