import type { Point } from './dominance.js';

/** The difference of two values; 0 of two that are infinite alike. */
const gapOf = (low: number, high: number) => (low === high ? 0 : high - low);

/** Adds how far apart the neighbours of each point are in one objective, as a share of its range; those at the ends have infinitely much room. */
function addGaps(points: readonly Point[], objective: number, distances: number[]): void {
  const order = points.map((_, i) => i).sort((a, b) => gapOf(points[b]![objective]!, points[a]![objective]!));
  const values = order.map((i) => points[i]![objective]!);
  if (values[0] === values.at(-1)) return;
  const least = values.find((value) => value !== Number.NEGATIVE_INFINITY) ?? Number.POSITIVE_INFINITY;
  const most = values.findLast((value) => value !== Number.POSITIVE_INFINITY) ?? Number.NEGATIVE_INFINITY;
  const width = most - least > 0 ? most - least : 1;
  for (const [place, i] of order.entries()) {
    const [below, above] = [
      values[place - 1] ?? Number.NEGATIVE_INFINITY,
      values[place + 1] ?? Number.POSITIVE_INFINITY,
    ];
    distances[i]! += gapOf(below, above) / width;
  }
}

/**
 * How much room each point has among the others: the sum over objectives of the distance of its neighbours, as a share of the range.
 *
 * Source: crowding distance, Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6 (2002).
 */
export function crowdingDistances(points: readonly Point[]): number[] {
  const distances = new Array<number>(points.length).fill(0);
  for (let objective = 0; objective < (points[0]?.length ?? 0); objective++) addGaps(points, objective, distances);
  return distances;
}
