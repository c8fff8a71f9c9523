import { requireArgument } from '@glassbox/core';

/** Values in `[from, to)`; the last bin includes its end. */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The numbers of a histogram. */
export interface HistogramInfo {
  readonly bins: readonly HistogramBin[];
  /** Finite values counted. */
  readonly count: number;
  /** Values left out because they are NaN or infinite. */
  readonly ignored: number;
  readonly mean: number;
  /** Of the population: the square root of the mean squared distance from the mean. */
  readonly standardDeviation: number;
  readonly least: number;
  readonly greatest: number;
}

/**
 * Counts values in bins of equal, round width.
 *
 * @param bins about how many, 1 to 200; default by Freedman and Diaconis's rule (1981), width `2 IQR / n^(1/3)`, kept within 8 and 60.
 * No finite value throws `bad-argument`.
 */
export function histogramInfo(values: ArrayLike<number>, bins?: number): HistogramInfo {
  const all = Float64Array.from(values);
  const known = all.filter(Number.isFinite).sort();
  requireArgument(known.length > 0, `A histogram needs a finite value; none of the ${all.length} that came is.`);
  requireArgument(
    bins === undefined || (Number.isInteger(bins) && bins >= 1 && bins <= 200),
    `The number of bins is a whole number from 1 to 200, not ${bins}.`,
    { bins },
  );
  const [least, greatest] = [known[0]!, known.at(-1)!];
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return {
    bins: fill(known, roundWidth(least, greatest, bins ?? usualBins(known))),
    count: known.length,
    ignored: all.length - known.length,
    mean,
    standardDeviation: Math.sqrt(variance),
    least,
    greatest,
  };
}

function usualBins(sorted: Float64Array): number {
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  const count = width > 0 ? (sorted.at(-1)! - sorted[0]!) / width : 30;
  return Math.min(60, Math.max(8, Math.ceil(count)));
}

/** The nearest of 1, 2, 2.5, 5 times a power of ten that gives about so many bins. */
function roundWidth(least: number, greatest: number, bins: number): number {
  const exact = (greatest - least || Math.abs(least) || 1) / bins;
  const power = 10 ** Math.floor(Math.log10(exact));
  const choices = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  return choices.reduce((a, b) => (Math.abs(Math.log(b / exact)) < Math.abs(Math.log(a / exact)) ? b : a));
}

function fill(sorted: Float64Array, width: number): HistogramBin[] {
  const first = Math.floor(sorted[0]! / width);
  const last = Math.max(first, Math.ceil(sorted.at(-1)! / width) - 1);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of sorted) counts[Math.min(last, Math.floor(value / width)) - first]!++;
  const edge = (index: number) => Number(((first + index) * width).toPrecision(12));
  return counts.map((count, index) => ({ from: edge(index), to: edge(index + 1), count }));
}
