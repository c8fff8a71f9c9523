import { compareValues } from './order.js';

/** Values of several objectives, all to be minimised. */
export type Point = readonly number[];

/** Whether a is nowhere worse than b, and somewhere better. */
export function dominates(a: Point, b: Point): boolean {
  let isBetter = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) isBetter = true;
  }
  return isBetter;
}

/** Of points in order of their values, those that none dominates, and the others: only one before a point can dominate it. */
function divide(
  points: readonly Point[],
  sorted: readonly number[],
): { readonly front: number[]; readonly rest: number[] } {
  const [front, rest]: [number[], number[]] = [[], []];
  for (const i of sorted) {
    const point = points[i]!;
    // Of two objectives, the last of the front has the least second value.
    const isDominated =
      point.length === 2
        ? front.length > 0 && dominates(points[front.at(-1)!]!, point)
        : front.some((j) => dominates(points[j]!, point));
    (isDominated ? rest : front).push(i);
  }
  return { front, rest };
}

/**
 * How many fronts have to be taken away before a point is on the front: 0 for those that no other dominates.
 *
 * Source: non-dominated sorting, Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6 (2002).
 *
 * @param count of the best points whose ranks are needed; all others get the rank after theirs. Default: all.
 */
export function dominationRanks(points: readonly Point[], count = points.length): number[] {
  const ranks = new Array<number>(points.length).fill(0);
  let left = points.map((_, i) => i).sort((a, b) => compareValues(points[a]!, points[b]!));
  for (let rank = 0; left.length > 0; rank++) {
    if (points.length - left.length >= count) {
      for (const i of left) ranks[i] = rank;
      break;
    }
    const { front, rest } = divide(points, left);
    for (const i of front) ranks[i] = rank;
    left = rest;
  }
  return ranks;
}

/** Places of the points that no other dominates. */
export const paretoFront = (points: readonly Point[]): number[] =>
  points.flatMap((point, i) => (points.some((other) => dominates(other, point)) ? [] : i));
