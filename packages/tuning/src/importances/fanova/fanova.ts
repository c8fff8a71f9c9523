import { GlassboxError, random, requireArgument } from '@glassbox/core';
import { type Distribution, isSingle, sameDistribution } from '../../space/distribution.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { shares } from '../shares.js';
import { axisOf, placeOn } from './axes.js';
import { regressionTree, type Samples } from './regression-tree.js';
import { TreeVariance } from './variance.js';

/** Options of {@link fanova}. */
export interface FanovaOptions {
  /** Parameters to compare. Default: those that all complete trials have, with the same range. */
  readonly params?: readonly string[];
  /** What is to be explained. Default: the value. */
  readonly target?: (trial: TrialRecord) => number;
  /** Trees of the forest. Default 64. */
  readonly trees?: number;
  /** Most splits from the root of a tree to a leaf. Default 64. */
  readonly maxDepth?: number;
  /** Of the draws of trials for each tree; a whole number. Default 0. */
  readonly seed?: number;
}

/** Trials that have all of the parameters, and their ranges by name. */
interface Table {
  readonly trials: readonly TrialRecord[];
  readonly ranges: ReadonlyMap<string, Distribution>;
}

function tableOf({ trials }: StudyView, params: readonly string[] | undefined): Table {
  const complete = trials.filter(({ state }) => state === 'complete');
  const hasAll = ({ distributions }: TrialRecord) => params?.every((name) => name in distributions) ?? true;
  const having = complete.filter(hasAll);
  const names = params ?? Object.keys(having[0]?.distributions ?? {});
  const isShared = (name: string) =>
    having.every(({ distributions: { [name]: own } }) => own && sameDistribution(own, having[0]!.distributions[name]!));
  const shared = names.filter((name) => having.length > 0 && isShared(name)).sort();
  if (params && shared.length < params.length) {
    throw new GlassboxError(
      'bad-argument',
      `Importances are of parameters that some complete trials have together, each with one range, but ${params.join(', ')} came.`,
    );
  }
  return { trials: having, ranges: new Map(shared.map((name) => [name, having[0]!.distributions[name]!])) };
}

function samplesOf({ trials, ranges }: Table, values: readonly number[]): Samples {
  const names = [...ranges].filter(([, range]) => !isSingle(range));
  return {
    axes: names.map(([, range]) => axisOf(range)),
    columns: names.map(([name, range]) => Float64Array.from(trials, ({ params }) => placeOn(range, params[name]!))),
    values: Float64Array.from(values),
  };
}

/** By axis, the mean over the trees of its own share in the variance; undefined where no tree has any variance. */
function importancesOf(samples: Samples, { trees = 64, maxDepth = 64, seed = 0 }: FanovaOptions): number[] | undefined {
  const count = samples.values.length;
  const fractions: number[][] = [];
  for (let tree = 0; tree < trees; tree++) {
    const draws = random(seed, 'fanova', tree);
    const rows = Uint32Array.from({ length: count }, () => Math.floor(draws.uniform() * count));
    const variance = new TreeVariance(regressionTree(samples, rows, maxDepth), samples.axes);
    const { total } = variance;
    if (total > 0) fractions.push(samples.axes.map((_, axis) => variance.marginal(axis) / total));
  }
  if (fractions.length === 0) return undefined;
  return samples.axes.map((_, axis) => fractions.reduce((sum, each) => sum + each[axis]!, 0) / fractions.length);
}

/**
 * How much of the variance of the value over the whole space each parameter explains by itself, as shares that sum to 1, the largest first.
 *
 * A random forest learns the value from the complete trials, so it is the more reliable the more evenly they cover the space. Parameters of
 * branches are left out unless `params` names them; trials that lack one of those are then left out. Where a logarithm is spread, its range is
 * the space.
 *
 * Source: Hutter, Hoos and Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML 2014.
 *
 * @throws `bad-argument` where trees or depth are not whole numbers above 0, or no complete trial has all of `params`; `several-objectives` for
 * a study with several objectives and no `target`.
 */
export function fanova(study: StudyView, options: FanovaOptions = {}): Record<string, number> {
  const { trees = 64, maxDepth = 64, target } = options;
  requireArgument(
    [trees, maxDepth].every((each) => Number.isInteger(each) && each > 0),
    `trees and maxDepth are whole numbers above 0, but ${trees} and ${maxDepth} came.`,
  );
  if (!target && study.directions.length > 1) {
    throw new GlassboxError(
      'several-objectives',
      `Study '${study.name}' has ${study.directions.length} objectives. Say which is to be explained: { target: (trial) => trial.values[0] }.`,
    );
  }
  const table = tableOf(study, options.params);
  const explained = target ?? (({ values }: TrialRecord) => values![0]!);
  const trials = table.trials.filter((trial) => Number.isFinite(explained(trial)));
  const samples = samplesOf({ ...table, trials }, trials.map(explained));
  const found = samples.axes.length > 0 && trials.length > 1 ? importancesOf(samples, options) : undefined;
  let axis = 0;
  return shares([...table.ranges].map(([name, range]) => [name, isSingle(range) ? 0 : (found?.[axis++] ?? 0)]));
}
