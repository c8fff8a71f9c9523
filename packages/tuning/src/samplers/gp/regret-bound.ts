import { random, requireArgument } from '@glassbox/core';
import { log } from '../../math/portable.js';
import type { StopRule } from '../../study/stop-rules.js';
import { lossesOf, type StudyView, violation } from '../../study/trial-record.js';
import { evenPoints } from '../even-points.js';
import { JointSpace, withoutSingles } from '../joint-space.js';
import { Encoding } from './encoding.js';
import { fit, modelled } from './fit.js';
import { historyOf } from './history.js';
import { pointOf } from './kernel.js';
import { Regressor } from './regressor.js';
import { standardized } from './warp.js';

/** Options of {@link regretBound}. */
export interface RegretBoundOptions {
  /** Regret that is small enough, in units of the objective. */
  readonly below: number;
  /** Complete trials before which no bound is computed. Default 20. */
  readonly startupTrials?: number;
}

/** Points of the space at which the least value is looked for, besides those of trials. */
const POINTS = 2048;
/** With what probability the bounds may be wrong, and by how much the theory's are narrowed: both as in the paper. */
const [DELTA, NARROWING] = [0.1, 5];

/** How many deviations wide the confidence bounds are after so many trials. */
const widthOf = (axes: number, trials: number) =>
  Math.sqrt((2 / NARROWING) * log((axes * trials ** 2 * Math.PI ** 2) / (6 * DELTA)));

/**
 * By how much the best trial may at most be away from the best value that the space has, as a Gaussian process sees it: the least upper confidence
 * bound of a trial less the least lower one of any point.
 *
 * Source: Makarova et al., "Automatic termination for hyperparameter optimization", AutoML 2022 (arXiv 2104.08166).
 *
 * @returns in units of the objective; Infinity where the trials have no parameter in common, or none keeps its constraints.
 */
export function regretBoundOf(study: StudyView): number {
  const complete = study.trials.filter((trial) => trial.state === 'complete' && violation(trial) === 0);
  const space = withoutSingles(new JointSpace(({ state }) => state === 'complete').update(study));
  const encoding = new Encoding(space);
  const trials = complete.filter((trial) => encoding.encode(trial) !== undefined);
  const axes = encoding.axes.length;
  if (trials.length === 0 || axes === 0) return Number.POSITIVE_INFINITY;
  const losses = Float64Array.from(trials, ({ values }) => lossesOf(study, values!)[0]!);
  const { points, outcomes } = historyOf(trials, losses, encoding, []);
  const finite = outcomes[0]!.losses;
  const { params } = fit(points, finite);
  const model = new Regressor(points, modelled(finite, undefined), params);
  const even = evenPoints(axes, random(0, 'regret-bound'));
  const spread = (index: number) => even(index).map((share, i) => encoding.axes[i]!.spread(share));
  const tried = trials.map((_, i) => pointOf(points, i));
  const all = [...tried, ...Array.from({ length: POINTS }, (_, i) => spread(i))];
  const { means, variances } = model.posteriors(all);
  const width = widthOf(axes, trials.length);
  let [upper, lower] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < all.length; i++) {
    // The model's values are large where losses are small.
    const [loss, margin] = [-means[i]!, width * Math.sqrt(variances[i]!)];
    if (i < trials.length) upper = Math.min(upper, loss + margin);
    lower = Math.min(lower, loss - margin);
  }
  return (upper - lower) * standardized(finite).deviation;
}

/**
 * Ends a search when the best trial cannot be much improved on: {@link regretBoundOf} is small enough.
 *
 * @throws `bad-argument` where `below` is not above 0.
 * @example
 * await study.optimize(objective, { trials: 500, stop: { when: regretBound({ below: 0.01 }) } });
 */
export function regretBound({ below, startupTrials = 20 }: RegretBoundOptions): StopRule {
  requireArgument(below > 0, `A regret is small enough below a number above 0, but ${below} came.`);
  return {
    name: 'regret-bound',
    isReached(study) {
      const complete = study.trials.filter(({ state }) => state === 'complete').length;
      return study.directions.length === 1 && complete >= startupTrials && regretBoundOf(study) < below;
    },
  };
}
