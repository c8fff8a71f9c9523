import { type Random, random, requireArgument } from '@glassbox/core';
import type { Distribution } from '../../space/distribution.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { drawEvenly } from '../draw-evenly.js';
import { drawsOf, freshSeed, type SeedOptions } from '../draws.js';
import { evenPoints } from '../even-points.js';
import { JointSpace, withoutSingles } from '../joint-space.js';
import type { RelativeSample, Sampler } from '../sampler.js';
import { Encoding } from './encoding.js';
import { constraintNames, type History, historyOf, MARGIN, zoomed } from './history.js';
import { finalLosses, isPrunedAfterReport } from './learning-curves.js';
import { aboveNoise, fitAll, isNoisy, KeptModels, type ModelOptions, type Models, modelsOf } from './models.js';
import { another, promising } from './proposal.js';
import { scalarLosses } from './scalarization.js';
import { clipped } from './warp.js';

/** Options of {@link bayesian}. */
export interface BayesianOptions extends Pick<SeedOptions, 'seed'> {
  /**
   * Complete trials that are spread evenly before the model begins. Default: three for each parameter, but 10 at least and 30 at most; 10 where
   * `plain` is set. Set fewer for a search of fewer than about twice as many trials.
   */
  readonly startupTrials?: number;
  /** Whether the same parameters always give the same value, so that the model has no noise. Default false: noise is estimated. */
  readonly deterministic?: boolean;
  /**
   * Whether to model as Optuna 5 does: values of complete trials as they are, over the whole space, improving on the best value that was observed,
   * after a start by chance. Default false: a part of the objective may be a sum over the parameters, values are warped so that good ones are spread,
   * every other trial looks closer at where the best ones lie, or elsewhere where noise is all that can be seen there, and improvement is over the best mean.
   */
  readonly plain?: boolean;
}

/**
 * Bayesian optimisation: models the objective by a Gaussian process with a Matérn 5/2 kernel and a length scale for each parameter, and tries
 * where the expected improvement is largest, for each constraint times the probability that it holds. How much of the objective is a sum of one
 * function for each parameter is estimated too: what was learned of one then holds wherever the others are.
 *
 * It suits up to about a thousand trials of an objective that is dear, with up to about twenty parameters. Parameters that all trials have are
 * modelled together, those of branches are drawn evenly. Trials that were pruned count with their last report and what others changed by from
 * there to their end, unless there are several directions or `plain` is set; failed ones are left out; running ones are believed to give what is
 * expected of them. Of several directions, a weighting by chance is improved in each trial.
 *
 * Sources: Ament et al., NeurIPS 2023 (arXiv 2310.20708), for the acquisition function; Duvenaud, Nickisch and Rasmussen, NeurIPS 2011
 * (arXiv 1112.4394), for sums; Snelson, Rasmussen and Ghahramani, NeurIPS 2003, for warped values; Kennedy and O'Hagan, Biometrika 87 (2000), for
 * pruned trials; Knowles, IEEE TEC 10 (2006), for several directions; priors and search as Optuna 5 has them.
 *
 * @throws `bad-argument` where `startupTrials` is not a whole number from 2 on.
 * @example
 * const study = await createStudy({ sampler: bayesian({ seed: 7 }) });
 * await study.optimize((trial) => (trial.float('x', -5, 5) - 2) ** 2, { trials: 30 });
 */
export function bayesian(options: BayesianOptions = {}): Sampler {
  const { startupTrials } = options;
  requireArgument(
    startupTrials === undefined || (Number.isInteger(startupTrials) && startupTrials >= 2),
    `startupTrials is a whole number from 2 on, but ${startupTrials} came.`,
  );
  return new BayesianSampler(options);
}

/** Trials at the start for each parameter, and how many at least and at most. */
const [STARTUP_PER_AXIS, STARTUP_LEAST, STARTUP_MOST] = [3, 10, 30];
/** Trials by the model of all before some look closer. */
const BEFORE_CLOSE = 10;

/** With fewer for each parameter some searches end farther off, with more they come closer late: see docs/tuning-benchmarks.md. */
const startupOf = (axes: number) => Math.min(STARTUP_MOST, Math.max(STARTUP_LEAST, STARTUP_PER_AXIS * axes));

/** How far on in the sequence the point is that a trial gets where its own breaks a rule. */
const REDRAW = 2 ** 20;

const isComplete = ({ state }: TrialRecord) => state === 'complete';

/** Trials that a model is made of: complete ones, and of one direction those that were pruned after a report, with the constraints of the others. */
function resultsOf({ trials, directions }: StudyView, { isPlain }: ModelOptions): readonly TrialRecord[] {
  if (isPlain || directions.length > 1 || !trials.some(isPrunedAfterReport)) return trials.filter(isComplete);
  const names = constraintNames(trials.filter(isComplete));
  const isWhole = ({ constraints }: TrialRecord) => names.every((name) => name in constraints);
  return trials.filter((trial) => isComplete(trial) || (isPrunedAfterReport(trial) && isWhole(trial)));
}

/** Whether a trial has all parameters; one that was pruned must have asked for them, since its reports may depend on no others. */
const hasPlace = (trial: TrialRecord, encoding: Encoding) =>
  encoding.encode(trial) !== undefined && (isComplete(trial) || encoding.names.every((name) => name in trial.params));

/** What is remembered of a study; all of it can be made anew from its trials. */
interface Memory {
  readonly joint: JointSpace;
  readonly kept: KeptModels;
}

class BayesianSampler implements Sampler {
  readonly name = 'gp';
  readonly drawsAhead = true;
  readonly #startupTrials: number | undefined;
  readonly #models: ModelOptions;
  readonly #draws: Random;
  readonly #evenDraws;
  readonly #studies = new WeakMap<StudyView, Memory>();

  constructor(options: BayesianOptions) {
    const { seed = freshSeed(), startupTrials, deterministic = false, plain = false } = options;
    this.#startupTrials = plain ? (startupTrials ?? STARTUP_LEAST) : startupTrials;
    this.#models = { isDeterministic: deterministic, isPlain: plain };
    this.#draws = random(seed, 'sampler', 'gp');
    this.#evenDraws = drawsOf({ seed }, 'random');
  }

  sampleIndependent(_: StudyView, trial: TrialRecord, name: string, distribution: Distribution): number {
    return drawEvenly(distribution, this.#evenDraws(trial, name));
  }

  sampleRelative(study: StudyView, trial: TrialRecord): RelativeSample | undefined {
    const space = withoutSingles(this.#memoryOf(study).joint.update(study));
    if (Object.keys(space).length === 0) return undefined;
    const encoding = new Encoding(space);
    const results = resultsOf(study, this.#models).filter((each) => hasPlace(each, encoding));
    const isStarting = results.length < this.#startupFor(encoding) || results.filter(isComplete).length < 2;
    if (isStarting && this.#models.isPlain) return undefined;
    const params = isStarting ? this.#spread(trial, encoding) : this.#propose(study, trial, results, encoding);
    return { space, params };
  }

  #memoryOf(study: StudyView): Memory {
    const known = this.#studies.get(study);
    if (known) return known;
    const memory = { joint: new JointSpace(({ state }) => state === 'complete'), kept: new KeptModels() };
    this.#studies.set(study, memory);
    return memory;
  }

  #startupFor({ axes }: Encoding): number {
    return this.#startupTrials ?? startupOf(axes.length);
  }

  #spread({ number, redraw = 0 }: TrialRecord, encoding: Encoding): Record<string, number> {
    const point = evenPoints(encoding.axes.length, this.#draws.fork('startup'))(number + redraw * REDRAW);
    return encoding.decode(point.map((share, i) => encoding.axes[i]!.spread(share)));
  }

  /**
   * Every other trial by a model of all trials, the others by one of where the best of them lie. Where that takes what it has seen for noise, a closer
   * look would show no more: then a place is sought, by the model of all, whose improvement is above the noise.
   */
  #propose(study: StudyView, trial: TrialRecord, results: readonly TrialRecord[], encoding: Encoding) {
    const draws = this.#draws.fork(trial.number);
    const isSingle = study.directions.length === 1;
    const names = constraintNames(results);
    const historyTo = (count: number) => {
      const first = results.slice(0, count);
      const losses = isSingle ? clipped(finalLosses(study, first)) : scalarLosses(study, first, draws);
      return historyOf(first, losses, encoding, names);
    };
    const all = historyTo(results.length);
    const others = study.trials.filter(({ state, number }) => state === 'running' && number !== trial.number);
    const isLate = results.length >= this.#startupFor(encoding) + BEFORE_CLOSE;
    const isClose = !this.#models.isPlain && isLate && trial.number % 2 === 1;
    const close = isClose ? this.#closer(all, results, others, draws) : undefined;
    if (close && !isNoisy(close.models)) return nextOf(close, trial, draws);
    const running = placesIn(encoding, others);
    // A weighting holds for one trial.
    const models = isSingle
      ? this.#memoryOf(study).kept.modelsOf(
          all,
          historyTo,
          JSON.stringify([encoding.space, names]),
          running,
          this.#models,
        )
      : modelsOf(all, fitAll(all, this.#models), running, this.#models);
    return nextOf({ history: all, models: close ? aboveNoise(models) : models, running }, trial, draws);
  }

  #closer(all: History, results: readonly TrialRecord[], others: readonly TrialRecord[], draws: Random): View {
    // Trials that run at a time have boxes of their own, so that they do not meet at an edge.
    const margin = others.length > 0 ? MARGIN * (0.5 + draws.uniform()) : MARGIN;
    const history = zoomed(all, results, margin);
    const running = placesIn(history.encoding, others);
    return { history, models: modelsOf(history, fitAll(history, this.#models), running, this.#models), running };
  }
}

/** Trials with models of them, and the places of those that run. */
interface View {
  readonly history: History;
  readonly models: Models;
  readonly running: readonly Float64Array[];
}

function placesIn(encoding: Encoding, trials: readonly TrialRecord[]): Float64Array[] {
  const places = trials.map((trial) => encoding.encode(trial)).filter((place) => place !== undefined);
  return places.filter((place) => encoding.contains(place));
}

function nextOf(
  { history, models, running }: View,
  { redraw = 0 }: TrialRecord,
  draws: Random,
): Record<string, number> {
  const place = redraw > 0 ? another(history, models, draws, redraw) : promising(history, models, running, draws);
  return history.encoding.decode(place);
}
