import { logNormalMass } from '../math/normal.js';
import { exp, log as ln } from '../math/portable.js';
import { type Distribution, type ParamValue, toInternal } from '../space/distribution.js';

/** Places of the grid for a range of numbers, at most. */
const STEPS = 50;
/** Least standard deviation, in places: 90 % then lie within half a place. */
const LEAST_WIDTH = 0.5 / 1.64;

/** How many values lie next to each place of a grid, or are each choice. */
function gridCounts(distribution: Distribution, values: readonly ParamValue[]): number[] {
  const internal = values.map((value) => toInternal(distribution, value));
  if (distribution.type === 'categorical') {
    const counts = new Array<number>(distribution.choices.length).fill(0);
    for (const choice of internal) counts[choice]!++;
    return counts;
  }
  const place = (value: number) => (distribution.log ? ln(value) : value);
  const [low, high] = [place(distribution.low), place(distribution.high)];
  const counts = new Array<number>(gridSteps(distribution)).fill(0);
  const width = (high - low) / (counts.length - 1);
  for (const value of internal) {
    const nearest = Math.ceil((place(value) - low) / width - 0.5);
    counts[Math.min(counts.length - 1, Math.max(0, nearest))]!++;
  }
  return counts;
}

function gridSteps(distribution: Exclude<Distribution, { readonly type: 'categorical' }>): number {
  const { type, low, high, log, step } = distribution;
  if (type === 'int' && log) return Math.min(STEPS, Math.ceil(ln(high - low + 1) / Math.LN2) + 1);
  return step === undefined ? STEPS : Math.min(STEPS, Math.round((high - low) / step) + 1);
}

/** Standard deviation by Scott's rule, from the spread or the quartiles, whichever is less. */
function scottWidth(places: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = places.reduce((sum, place, i) => sum + place * weights[i]!, 0) / total;
  const squares = places.reduce((sum, place, i) => sum + (place - mean) ** 2 * weights[i]!, 0);
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  let sum = 0;
  const sums = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  const first = sums.findIndex((each) => each >= Math.floor(total / 4));
  const beyond = sums.findIndex((each) => each > Math.floor((3 * total) / 4));
  const third = beyond === -1 ? places.length - 1 : Math.min(beyond, places.length - 1);
  const width = 1.059 * Math.min((places[third]! - places[first]!) / 1.34, deviation) * total ** -0.2;
  return Math.max(width, LEAST_WIDTH);
}

/** The density of normal kernels at the places of a grid, cut to it. */
function smoothed(counts: readonly number[]): number[] {
  const places = counts.flatMap((count, i) => (count > 0 ? i : []));
  const weights = places.map((place) => counts[place]!);
  const last = counts.length - 1;
  const width = scottWidth(places, weights);
  const kernels = places.map((place, i) => ({ mean: place, width, weight: weights[i]! }));
  kernels.push({ mean: last / 2, width: last + 1, weight: 1 });
  const total = kernels.reduce((sum, { weight }) => sum + weight, 0);
  const mass = (from: number, to: number, { mean, width: spread }: { readonly mean: number; readonly width: number }) =>
    logNormalMass((from - mean) / spread, (to - mean) / spread);
  return counts.map((_, x) =>
    kernels.reduce((sum, kernel) => {
      const share = exp(mass(x - 0.5, x + 0.5, kernel) - mass(-0.5, last + 0.5, kernel));
      return sum + (kernel.weight / total) * share;
    }, 0),
  );
}

/** The shares of choices, each observed one with a part of the prior. */
function shared(counts: readonly number[]): number[] {
  const observed = counts.filter((count) => count > 0).length;
  const prior = 1 / (observed + 1);
  const total = counts.reduce((sum, count) => sum + count, 0) + 1;
  const row = 1 + prior * counts.length;
  return counts.map((_, choice) => {
    const kernels = counts.reduce(
      (sum, count, other) => sum + (count > 0 ? (count * (prior + Number(other === choice))) / row : 0),
      0,
    );
    return (kernels + 1 / counts.length) / total;
  });
}

/** How densely values lie at each place of the grid of a distribution; the sum over all is 1. */
export function gridDensity(distribution: Distribution, values: readonly ParamValue[]): number[] {
  const counts = gridCounts(distribution, values);
  return distribution.type === 'categorical' ? shared(counts) : smoothed(counts);
}
