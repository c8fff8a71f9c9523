import { normalCumulative } from './normal.js';

/** Pairs up to which the distribution of the ranks is counted out. */
const EXACT = 50;

/** Ranks from 1, equal numbers sharing the mean of theirs, and how many share each. */
function ranksOf(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: readonly number[] } {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  const ties: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + end + 1) / 2;
    ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}

/** In how many of the 2^n signings the positive ranks of n pairs sum to each number. */
function countSums(pairs: number): Float64Array {
  const counts = new Float64Array((pairs * (pairs + 1)) / 2 + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= pairs; rank++) {
    for (let sum = counts.length - 1; sum >= rank; sum--) counts[sum]! += counts[sum - rank]!;
  }
  return counts;
}

/**
 * The signed-rank test: how likely it is that the positive differences have ranks as large as these, were differences as often positive as
 * negative. Zeros count half for each side.
 *
 * Up to 50 differences without zeros are counted out, others take the normal approximation with its correction for ties, as scipy's
 * `wilcoxon(..., alternative='greater', zero_method='zsplit')` does. Source: Wilcoxon, Biometrics Bulletin 1 (1945).
 *
 * @param differences at least one.
 */
export function wilcoxonGreater(differences: readonly number[]): number {
  const count = differences.length;
  const { ranks, ties } = ranksOf(differences.map(Math.abs));
  const weight = (difference: number) => (difference > 0 ? 1 : difference === 0 ? 0.5 : 0);
  const positive = ranks.reduce((sum, rank, i) => sum + rank * weight(differences[i]!), 0);
  if (count <= EXACT && !differences.includes(0)) {
    const sums = countSums(count).subarray(Math.trunc(positive));
    return sums.reduce((sum, ways) => sum + ways, 0) / 2 ** count;
  }
  const mean = (count * (count + 1)) / 4;
  const tied = ties.reduce((sum, size) => sum + size * (size * size - 1), 0);
  const variance = (count * (count + 1) * (2 * count + 1) - tied / 2) / 24;
  return normalCumulative(-(positive - mean) / Math.sqrt(variance));
}
