import { GlassboxError, requireArgument } from '@glassbox/core';
import type { CategoricalDistribution, Distribution, ParamValue, Space } from './distribution.js';

type ValueOf<D extends Distribution> = D extends CategoricalDistribution ? ParamValue : number;

/** The values of a space's parameters, by name. */
export type ParamsOf<S extends Space> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

/** A rule that parameters keep, and its name for messages. */
export interface InputConstraint {
  readonly name: string;
  holds(params: Readonly<Record<string, ParamValue>>): boolean;
}

/** All parameters of a search, as data, and the rules that they keep. */
export interface SearchSpace<S extends Space = Space> {
  readonly parameters: S;
  readonly constraints: readonly InputConstraint[];
  /**
   * The space with one rule more: no sampler gives parameters for which it does not hold.
   *
   * @param holds is given all parameters; it should be quick, since it is asked for many proposals.
   * @param name for messages. Default: its text.
   */
  constrain(holds: (params: ParamsOf<S>) => boolean, name?: string): SearchSpace<S>;
}

/**
 * A space as data: all parameters are drawn before the objective begins, which finds them in `trial.params`.
 *
 * @throws `bad-argument` where it has no parameter.
 * @example
 * const space = searchSpace({ low: floatDistribution(0, 1), high: floatDistribution(0, 1) }).constrain(({ low, high }) => low < high);
 * const study = await createStudy({ space });
 */
export function searchSpace<S extends Space>(parameters: S): SearchSpace<S> {
  requireArgument(Object.keys(parameters).length > 0, 'A space has at least one parameter.');
  return spaceWith(parameters, []);
}

function spaceWith<S extends Space>(parameters: S, constraints: readonly InputConstraint[]): SearchSpace<S> {
  return {
    parameters,
    constraints,
    constrain(holds, name = holds.toString()) {
      const constraint = {
        name,
        holds: (params: Readonly<Record<string, ParamValue>>) => holds(params as ParamsOf<S>),
      };
      return spaceWith(parameters, [...constraints, constraint]);
    },
  };
}

/** The first rule that parameters break; undefined where all hold. */
export const brokenRule = (
  { constraints }: SearchSpace,
  params: Readonly<Record<string, ParamValue>>,
): InputConstraint | undefined => constraints.find((constraint) => !constraint.holds(params));

/** The error for a space in which nothing was found that keeps its rules. */
export const infeasible = (tries: number, { name }: InputConstraint): GlassboxError =>
  new GlassboxError(
    'infeasible-space',
    `Of ${tries} points of the space none keeps all its rules; the last broke '${name}'. Loosen the rule, or narrow the ranges to where it holds.`,
    { details: { tries, rule: name } },
  );
