import type { Point } from './dominance.js';

/**
 * How much room each point of a front has: the sum over the objectives of the distance between its neighbours, as a share of the front's range;
 * Infinity for the ends.
 *
 * Source: crowding distance, Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6 (2002).
 */
export function crowdingDistances(front: readonly Point[]): number[] {
  const distances = new Array<number>(front.length).fill(0);
  for (let k = 0; k < (front[0]?.length ?? 0); k++) {
    const order = front.map((_, i) => i).sort((a, b) => front[a]![k]! - front[b]![k]!);
    const at = (place: number) => front[order[place]!]![k]!;
    const range = at(order.length - 1) - at(0);
    distances[order[0]!] = Number.POSITIVE_INFINITY;
    distances[order.at(-1)!] = Number.POSITIVE_INFINITY;
    if (!(range > 0 && range < Number.POSITIVE_INFINITY)) continue;
    for (let i = 1; i < order.length - 1; i++) distances[order[i]!]! += (at(i + 1) - at(i - 1)) / range;
  }
  return distances;
}
