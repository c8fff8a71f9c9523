import { random } from '@glassbox/core';
import type { StudyResult } from './run-study.js';

/** Regrets below are taken for this one: rounding of the least values. */
const LEAST = 1e-9;

/** Two samplers on one function, seed by seed. */
export interface Comparison {
  readonly function: string;
  readonly seeds: number;
  /** First quartile, median and third quartile of the regret. */
  readonly theirs: readonly number[];
  readonly ours: readonly number[];
  /** Median of the paired differences of log10 regrets, below 0 where ours came closer, and where 95 % of bootstrapped medians lie. */
  readonly difference: readonly [median: number, low: number, high: number];
  /** Seeds for which ours came closer. */
  readonly wins: number;
  /** Two-sided p of the signed ranks of the logarithms' differences, times the number of functions that are still to be tested (Holm). */
  readonly p: number;
}

function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return low + (place % 1) * (high - low);
  });
}

const quartiles = (values: readonly number[]) => quantiles(values, [0.25, 0.5, 0.75]);

const medianOf = (values: readonly number[]) => quantiles(values, [0.5])[0]!;

const RESAMPLES = 10_000;

/** The median, and the bounds of 95 % of the medians of as many values drawn from them (Efron's percentile bootstrap); always the same draws. */
export function bootstrappedMedian(values: readonly number[]): [median: number, low: number, high: number] {
  const draws = random(0, 'bootstrap');
  const drawn = () => values[draws.integer(values.length)]!;
  const medians = Array.from({ length: RESAMPLES }, () => medianOf(values.map(drawn)));
  const [low, high] = quantiles(medians, [0.025, 0.975]);
  return [medianOf(values), low!, high!];
}

/** Chance that a standard normal is as far from 0 as z (Abramowitz and Stegun 7.1.26, to 1e-7). */
function tails(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}

/** Wilcoxon's signed-rank test by the normal approximation; ties share their ranks, zeros are left out. */
export function signedRankP(differences: readonly number[]): number {
  const nonzero = differences.filter((difference) => difference !== 0);
  const sizes = nonzero.map(Math.abs);
  const rankOf = (size: number) =>
    sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2;
  const signed = nonzero.map((difference) => Math.sign(difference) * rankOf(Math.abs(difference)));
  const squares = signed.reduce((sum, rank) => sum + rank ** 2, 0);
  return squares === 0 ? 1 : tails(signed.reduce((sum, rank) => sum + rank, 0) / Math.sqrt(squares));
}

/** Multiplies p-values by how many are left when they are gone through from the smallest on. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const adjusted = [...values];
  let most = 0;
  order.forEach((place, rank) => {
    most = Math.max(most, Math.min(1, (values.length - rank) * values[place]!));
    adjusted[place] = most;
  });
  return adjusted;
}

/** Compares two samplers after a number of trials, function by function, on the seeds that both have. */
export function compare(
  results: readonly StudyResult[],
  [theirName, ourName]: readonly [string, string],
  trials: number,
): Comparison[] {
  const names = [...new Set(results.map((result) => result.function))];
  const rows = names.flatMap((name) => {
    const of = (sampler: string) => {
      const own = results.filter((result) => result.function === name && result.sampler === sampler);
      return new Map(own.map(({ seed, regrets }) => [seed, Math.max(LEAST, regrets[trials - 1]!)]));
    };
    const [theirs, ours] = [of(theirName), of(ourName)];
    const seeds = [...theirs.keys()].filter((seed) => ours.has(seed));
    if (seeds.length === 0) return [];
    const [a, b] = [seeds.map((seed) => theirs.get(seed)!), seeds.map((seed) => ours.get(seed)!)];
    const differences = a.map((value, i) => Math.log10(b[i]!) - Math.log10(value));
    const [p, difference] = [signedRankP(differences), bootstrappedMedian(differences)];
    const wins = a.filter((value, i) => b[i]! < value).length;
    return [{ function: name, seeds: seeds.length, theirs: quartiles(a), ours: quartiles(b), difference, wins, p }];
  });
  const adjusted = holm(rows.map(({ p }) => p));
  return rows.map((row, i) => ({ ...row, p: adjusted[i]! }));
}

const number = (value: number) => (value <= LEAST ? 'below 1e-9' : value.toPrecision(2));
const cell = ([low, median, high]: readonly number[]) => `${number(median!)} [${number(low!)}, ${number(high!)}]`;

/** Rows of a table, the headings first. */
export function comparisonRows(comparisons: readonly Comparison[], names: readonly [string, string]): string[][] {
  const headings = [
    'function',
    'seeds',
    ...names,
    'difference of log10 medians',
    'median of log10 differences',
    'closer',
    'p (Holm)',
  ];
  const rows = comparisons.map(({ function: name, seeds, theirs, ours, difference, wins, p }) => [
    name,
    String(seeds),
    cell(theirs),
    cell(ours),
    (Math.log10(ours[1]!) - Math.log10(theirs[1]!)).toFixed(2),
    `${difference[0].toFixed(2)} [${difference[1].toFixed(2)}, ${difference[2].toFixed(2)}]`,
    `${wins} of ${seeds}`,
    p < 0.001 ? 'below 0.001' : p.toFixed(3),
  ]);
  return [headings, ...rows];
}
