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

/**
 * How many fronts have to be taken away before a point is on the front: 0 for those that no other dominates.
 *
 * Source: non-dominated sorting, Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6 (2002). O(n² m) in time.
 */
export function dominationRanks(points: readonly Point[]): number[] {
  const ranks = new Array<number>(points.length).fill(-1);
  let left = points.map((_, i) => i);
  for (let rank = 0; left.length > 0; rank++) {
    const front = left.filter((i) => !left.some((j) => dominates(points[j]!, points[i]!)));
    for (const i of front) ranks[i] = rank;
    left = left.filter((i) => ranks[i] === -1);
  }
  return ranks;
}

/** Places of the points that no other dominates. */
export const paretoFront = (points: readonly Point[]): number[] =>
  points.flatMap((point, i) => (points.some((other) => dominates(other, point)) ? [] : i));
