import { exp, log } from '../math/portable.js';
import { drawEvenly } from '../samplers/draw-evenly.js';
import { drawsOf } from '../samplers/draws.js';
import type { RelativeSample, Sampler } from '../samplers/sampler.js';
import {
  contains,
  type Distribution,
  isSingle,
  type ParamValue,
  type Space,
  sameDistribution,
  toExternal,
  toInternal,
} from '../space/distribution.js';
import { brokenRule, infeasible, type SearchSpace } from '../space/search-space.js';
import { isFinished, lossesOf, type StudyView, type TrialRecord } from './trial-record.js';

/** How often a sampler is asked again where its proposal breaks a rule, and how many points are tried evenly after that. */
const [REDRAWS, EVEN_TRIES] = [10, 10_000];
/** Halvings on the way from a proposal to a point that keeps the rules. */
const HALVINGS = 30;

type Internal = Readonly<Record<string, number>>;
type Params = Readonly<Record<string, ParamValue>>;

const externalOf = (space: Space, values: Internal): Params =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toExternal(space[name]!, value)]));

/** One proposal of a sampler for the whole space. */
function propose(
  { parameters }: SearchSpace,
  sampler: Sampler,
  study: StudyView,
  trial: TrialRecord,
  fixed: Params,
): RelativeSample {
  const relative: RelativeSample | undefined = sampler.sampleRelative?.(study, trial);
  const values: Record<string, number> = {};
  for (const [name, distribution] of Object.entries(parameters)) {
    const drawn = relative?.params[name];
    const isFixed = fixed[name] !== undefined && contains(distribution, fixed[name]);
    if (isFixed) values[name] = toInternal(distribution, fixed[name]!);
    else if (isSingle(distribution)) values[name] = distribution.type === 'categorical' ? 0 : distribution.low;
    else if (drawn !== undefined && sameDistribution(relative!.space[name]!, distribution)) values[name] = drawn;
    else values[name] = sampler.sampleIndependent(study, trial, name, distribution);
  }
  return { space: parameters, params: values, ...(relative?.attributes && { attributes: relative.attributes }) };
}

/** The value that lies so far from one towards another, in what is spread evenly, on the distribution's steps. */
function between(distribution: Distribution, from: number, to: number, share: number): number {
  if (distribution.type === 'categorical' || share === 1) return to;
  const { low, high, step } = distribution;
  const place = distribution.log ? exp((1 - share) * log(from) + share * log(to)) : (1 - share) * from + share * to;
  const stepped = step === undefined ? place : low + step * Math.round((place - low) / step);
  return Math.min(high, Math.max(low, stepped));
}

/** The point nearest to a proposal, on the straight way to one that keeps the rules, at which they still hold. */
function towards(space: SearchSpace, proposal: Internal, anchor: Internal): Internal {
  const at = (share: number) =>
    Object.fromEntries(
      Object.entries(space.parameters).map(([name, distribution]) => [
        name,
        between(distribution, proposal[name]!, anchor[name]!, share),
      ]),
    );
  let [broken, kept] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (broken + kept) / 2;
    if (brokenRule(space, externalOf(space.parameters, at(middle)))) broken = middle;
    else kept = middle;
  }
  return at(kept);
}

/** The best result that keeps the rules, or else the first even draw that does. */
function anchorOf(space: SearchSpace, study: StudyView, trial: TrialRecord, fixed: Params): Internal {
  const { parameters } = space;
  const isFixed = (name: string) => fixed[name] !== undefined && contains(parameters[name]!, fixed[name]);
  const isWithin = ({ params }: TrialRecord) =>
    Object.entries(parameters).every(
      ([name, distribution]) =>
        params[name] !== undefined &&
        contains(distribution, params[name]) &&
        (!isFixed(name) || Object.is(params[name], fixed[name])),
    );
  const results = study.trials.filter((each) => isFinished(each) && each.state === 'complete' && isWithin(each));
  const kept = results.filter(({ params }) => !brokenRule(space, params));
  const [first, ...others] = kept.map((each) => ({ each, loss: lossesOf(study, each.values!)[0]! }));
  if (first) {
    const { each } = others.reduce((best, other) => (other.loss < best.loss ? other : best), first);
    return Object.fromEntries(
      Object.entries(parameters).map(([name, distribution]) => [name, toInternal(distribution, each.params[name]!)]),
    );
  }
  return evenAnchor(space, trial, fixed);
}

/** @throws `infeasible-space` where none of many even draws keeps the rules. */
function evenAnchor(space: SearchSpace, { number }: TrialRecord, fixed: Params): Internal {
  const draws = drawsOf({ seed: 0 }, 'rules')({ number });
  let rule = space.constraints[0]!;
  for (let i = 0; i < EVEN_TRIES; i++) {
    const values = Object.fromEntries(
      Object.entries(space.parameters).map(([name, distribution]) => {
        const value = fixed[name];
        const isFixed = value !== undefined && contains(distribution, value);
        return [name, isFixed ? toInternal(distribution, value) : drawEvenly(distribution, draws)];
      }),
    );
    const broken = brokenRule(space, externalOf(space.parameters, values));
    if (!broken) return values;
    rule = broken;
  }
  throw infeasible(EVEN_TRIES, rule);
}

/**
 * Draws all parameters of a space so that its rules hold: the sampler is asked again where they do not, and at last its proposal is moved towards
 * the best known point that keeps them, as far as is needed.
 *
 * @throws `infeasible-space` where no point that keeps them is found.
 */
export function drawSpace(
  space: SearchSpace,
  sampler: Sampler,
  study: StudyView,
  trial: TrialRecord,
  fixed: Params = {},
): RelativeSample {
  const { parameters } = space;
  for (let redraw = 0; ; redraw++) {
    const proposal = propose(space, sampler, study, redraw === 0 ? trial : { ...trial, redraw }, fixed);
    if (!brokenRule(space, externalOf(parameters, proposal.params))) return proposal;
    if (redraw < REDRAWS) continue;
    return { ...proposal, params: towards(space, proposal.params, anchorOf(space, study, trial, fixed)) };
  }
}
