import { Cholesky } from '../../math/cholesky.js';
import type { Goal } from './acquisition.js';
import { type Fitted, fit, modelled } from './fit.js';
import { type History, MODELLED, type Outcome, partOf } from './history.js';
import { pointOf } from './kernel.js';
import { Regressor } from './regressor.js';
import { standardized } from './warp.js';

/** How outcomes are modelled. */
export interface ModelOptions {
  readonly isDeterministic: boolean;
  /** Whether models are as Optuna's: losses as they are, and improvement over the best that was observed. */
  readonly isPlain: boolean;
}

/** Models of a history's outcomes. */
export interface Models {
  /** Undefined where no feasible trial is known. */
  readonly goal: Goal | undefined;
  readonly constraints: readonly Goal[];
  readonly objective: Regressor;
  /** The place of the best known trial. */
  readonly best: Float64Array;
}

/** Up to so many trials, models are fitted anew for each. */
const ALWAYS = 100;
/** From there on, after so many more trials, twice as many from each doubling on. */
const PERIOD = 4;

/** How many of the first trials the parameters are fitted to where there are `count`: it hangs on nothing else, so that a resumed study goes on alike. */
function fittedTrials(count: number): number {
  if (count < ALWAYS) return count;
  let period = PERIOD;
  for (let limit = 2 * ALWAYS; count >= limit; limit *= 2) period *= 2;
  return count - (count % period);
}

/** At most {@link MODELLED} trials to fit to: the best half, and of the others every so-manieth. */
function representative(history: History): History {
  const { count } = history.points;
  if (count <= MODELLED) return history;
  const half = Math.ceil(MODELLED / 2);
  const best = history.ranked.slice(0, half);
  const others = history.ranked.slice(half).sort((a, b) => a - b);
  const rest = Array.from(
    { length: MODELLED - half },
    (_, i) => others[Math.floor((i * others.length) / (MODELLED - half))]!,
  );
  return partOf(
    history,
    [...best, ...rest].sort((a, b) => a - b),
  );
}

/** Fits each outcome of a history. */
export function fitAll(history: History, { isDeterministic, isPlain }: ModelOptions): Fitted[] {
  const { points, outcomes } = representative(history);
  return outcomes.map(({ losses, constraint }) =>
    fit(points, losses, { isDeterministic, isWarped: !isPlain && constraint === undefined, isAdditive: !isPlain }),
  );
}

/** The model of one outcome, in which running trials give what is expected of them ("kriging believer", Ginsbourger et al. 2010). */
function regress(
  { points }: History,
  { losses }: Outcome,
  { params, bend }: Fitted,
  running: readonly Float64Array[],
  factor: Cholesky,
): Regressor {
  const observed = modelled(losses, bend);
  const model = new Regressor(points, observed, params, factor);
  if (running.length === 0) return model;
  const { means } = model.posteriors(running);
  const width = points.isCategorical.length;
  const count = points.count + running.length;
  const [values, all] = [new Float64Array(count * width), new Float64Array(count)];
  values.set(points.values);
  for (const [i, place] of running.entries()) values.set(place, points.values.length + i * width);
  all.set(observed);
  all.set(means, points.count);
  return new Regressor({ ...points, values, count }, all, params, factor);
}

/** The place of the best feasible trial, and the value to improve on: the highest mean at one, or the highest value that was observed. */
function incumbent({ isFeasible }: History, model: Regressor, isPlain: boolean): { place: number; value: number } {
  const values = isPlain ? model.observed : model.means;
  let place = -1;
  isFeasible.forEach((feasible, i) => {
    if (feasible && (place < 0 || values[i]! > values[place]!)) place = i;
  });
  return { place, value: values[place]! };
}

/** Conditions models on a history, and on running trials. */
export function modelsOf(
  history: History,
  fits: readonly Fitted[],
  running: readonly Float64Array[],
  { isPlain }: ModelOptions,
  factors: readonly Cholesky[] = fits.map(() => new Cholesky()),
): Models {
  const [objective, ...constraints] = history.outcomes.map((outcome, i) => ({
    model: regress(history, outcome, fits[i]!, running, factors[i]!),
    outcome,
  })) as [{ model: Regressor; outcome: Outcome }, ...{ model: Regressor; outcome: Outcome }[]];
  const goals = constraints.map(({ model, outcome }) => {
    const { mean, deviation } = standardized(outcome.losses);
    return { model, threshold: mean / deviation };
  });
  const { points, isFeasible, ranked } = history;
  if (!isFeasible.includes(true)) {
    return { goal: undefined, constraints: goals, objective: objective.model, best: pointOf(points, ranked[0]!) };
  }
  const { place, value } = incumbent(history, objective.model, isPlain);
  const goal = { model: objective.model, threshold: value };
  return { goal, constraints: goals, objective: objective.model, best: pointOf(points, place) };
}

/** Variance of the noise from which on a model of few trials near each other says no more of them than that, as a share of the function's. */
const NOISY = 0.1;

/** Whether the objective's model takes much of what was observed for noise. */
export function isNoisy({ objective: { params } }: Models): boolean {
  return params.noise > NOISY * params.scale;
}

/** Models whose goal is an improvement by a standard deviation of the noise: less could not be told from it. */
export function aboveNoise(models: Models): Models {
  const { goal, objective } = models;
  return goal
    ? { ...models, goal: { ...goal, threshold: goal.threshold + Math.sqrt(objective.params.noise) } }
    : models;
}

/** What is kept of the models of all trials from one trial to the next, as long as the trials are those it was made of. */
export class KeptModels {
  #space = '';
  #fitted: readonly number[] = [];
  #fits: readonly Fitted[] = [];
  #factored: readonly number[] = [];
  #factors: readonly Cholesky[] = [];

  /**
   * @param space names the history's space and outcomes.
   * @param first the history of the first trials alone; what it has depends on no others.
   */
  modelsOf(
    history: History,
    first: (count: number) => History,
    space: string,
    running: readonly Float64Array[],
    options: ModelOptions,
  ): Models {
    const { numbers, points } = history;
    const count = fittedTrials(points.count);
    const isKept =
      space === this.#space &&
      count === this.#fitted.length &&
      this.#fitted.every((number, i) => number === numbers[i]);
    if (!isKept) {
      this.#space = space;
      this.#fitted = numbers.slice(0, count);
      this.#fits = fitAll(first(count), options);
      this.#factors = this.#fits.map(() => new Cholesky());
      this.#factored = [];
    }
    let same = 0;
    while (same < this.#factored.length && this.#factored[same] === numbers[same]) same++;
    for (const factor of this.#factors) factor.truncate(same);
    this.#factored = numbers;
    return modelsOf(history, this.#fits, running, options, this.#factors);
  }
}
