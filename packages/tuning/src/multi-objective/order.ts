import type { Point } from './dominance.js';

/** By the first value that differs. */
export function compareValues(a: Point, b: Point): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! < b[k]! ? -1 : 1;
  return 0;
}

/** Places of the points in order of their values, of twins the first only. */
export function distinctPoints(points: readonly Point[]): number[] {
  const sorted = points.map((_, i) => i).sort((a, b) => compareValues(points[a]!, points[b]!) || a - b);
  return sorted.filter((i, place) => place === 0 || compareValues(points[sorted[place - 1]!]!, points[i]!) !== 0);
}
