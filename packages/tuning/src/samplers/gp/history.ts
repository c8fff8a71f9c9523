import { type TrialRecord, violation } from '../../study/trial-record.js';
import type { Encoding } from './encoding.js';
import { type Points, pointOf } from './kernel.js';
import { clipped } from './warp.js';

/** What was observed of all trials of a history, small being good. */
export interface Outcome {
  /** The constraint's name; undefined for the objective. */
  readonly constraint: string | undefined;
  readonly losses: Float64Array;
}

/** Complete and pruned trials as models have them, in order of their numbers. */
export interface History {
  readonly encoding: Encoding;
  readonly numbers: readonly number[];
  readonly points: Points;
  /** The objective, then each constraint. */
  readonly outcomes: readonly Outcome[];
  /** By trial, whether it is complete and violates no constraint. */
  readonly isFeasible: readonly boolean[];
  /** Places in the history, the best first: feasible ones by their loss, then the others by what they violate. */
  readonly ranked: readonly number[];
}

/** The trials of a history that are given by their places in it. */
function ofPlaces<T extends Float64Array>(values: T, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (place) => values[place]!);
}

function placesIn(encoding: Encoding, trials: readonly TrialRecord[]): Points {
  const width = encoding.axes.length;
  const values = new Float64Array(trials.length * width);
  for (const [i, trial] of trials.entries()) values.set(encoding.encode(trial)!, i * width);
  return { values, count: trials.length, isCategorical: encoding.isCategorical };
}

/** The names of all constraints that trials have. */
export const constraintNames = (trials: readonly TrialRecord[]): string[] =>
  [...new Set(trials.flatMap(({ constraints }) => Object.keys(constraints)))].sort();

/**
 * Gathers trials.
 *
 * @param losses of the trials, small being good.
 * @param names of the constraints; one that a trial lacks holds.
 */
export function historyOf(
  trials: readonly TrialRecord[],
  losses: Float64Array,
  encoding: Encoding,
  names: readonly string[],
): History {
  const violated = trials.map(violation);
  const finite = clipped(losses);
  const ranked = trials.map((_, i) => i);
  ranked.sort((a, b) => violated[a]! - violated[b]! || finite[a]! - finite[b]! || a - b);
  const constraintLosses = (name: string) => Float64Array.from(trials, ({ constraints }) => constraints[name] ?? 0);
  return {
    encoding,
    numbers: trials.map(({ number }) => number),
    points: placesIn(encoding, trials),
    outcomes: [
      { constraint: undefined, losses: finite },
      ...names.map((constraint) => ({ constraint, losses: clipped(constraintLosses(constraint)) })),
    ],
    isFeasible: trials.map(({ state }, i) => state === 'complete' && violated[i] === 0),
    ranked,
  };
}

/** A part of a history, given by places in it. */
export function partOf(history: History, places: readonly number[]): History {
  const { points, outcomes } = history;
  const width = points.isCategorical.length;
  const values = new Float64Array(places.length * width);
  for (const [i, place] of places.entries()) values.set(pointOf(points, place), i * width);
  const newPlace = new Map(places.map((place, i) => [place, i]));
  return {
    encoding: history.encoding,
    numbers: places.map((place) => history.numbers[place]!),
    points: { ...points, values, count: places.length },
    outcomes: outcomes.map((outcome) => ({ ...outcome, losses: ofPlaces(outcome.losses, places) })),
    isFeasible: places.map((place) => history.isFeasible[place]!),
    ranked: history.ranked.flatMap((place) => newPlace.get(place) ?? []),
  };
}

/** The share of the best trials that a zoom takes in, and how many at least and at most. */
const [SHARE, LEAST, MOST] = [0.25, 10, 50];
/** Trials that parameters are fitted to at most, and that a zoom takes in. */
export const MODELLED = 100;
/** By how much the box is larger at each end than what it takes in, as a share. */
export const MARGIN = 0.1;
const LEAST_MARGIN = 1e-9;

/** The box around the best trials as a cube of its own, with the trials in it. */
export function zoomed(history: History, trials: readonly TrialRecord[], share = MARGIN): History {
  const { points, ranked, encoding } = history;
  const width = points.isCategorical.length;
  const count = Math.min(MOST, Math.max(LEAST, width + 3, Math.round(SHARE * points.count)));
  const [low, high] = [new Float64Array(width).fill(1), new Float64Array(width)];
  for (const place of ranked.slice(0, count)) {
    for (let axis = 0; axis < width; axis++) {
      const x = points.values[place * width + axis]!;
      low[axis] = Math.min(low[axis]!, x);
      high[axis] = Math.max(high[axis]!, x);
    }
  }
  for (let axis = 0; axis < width; axis++) {
    const margin = Math.max(LEAST_MARGIN, share * (high[axis]! - low[axis]!));
    low[axis] = Math.max(0, low[axis]! - margin);
    high[axis] = Math.min(1, high[axis]! + margin);
  }
  const box = encoding.zoom(low, high);
  const inside = ranked.filter((place) => box.contains(box.encode(trials[place]!)!)).slice(0, MODELLED);
  inside.sort((a, b) => a - b);
  const part = partOf(history, inside);
  return {
    ...part,
    encoding: box,
    points: placesIn(
      box,
      inside.map((place) => trials[place]!),
    ),
  };
}
