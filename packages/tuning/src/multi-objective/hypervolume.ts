import { requireArgument } from '@glassbox/core';
import { type Point, paretoFront } from './dominance.js';

const volumeOf = (point: Point, reference: Point) =>
  point.reduce((product, value, i) => product * (reference[i]! - value), 1);

/** What two points both dominate is dominated by the worse of their values. */
const worseOf = (a: Point, b: Point): Point => a.map((value, i) => Math.max(value, b[i]!));

/** No two alike, and none that another dominates; sorted by the first objective. */
function frontOf(points: readonly Point[]): Point[] {
  const front = paretoFront(points).map((i) => points[i]!);
  const sorted = front.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
  return sorted.filter((point, i) => i === 0 || point.some((value, k) => value !== sorted[i - 1]![k]));
}

/** Each point's rectangle above those before it. */
function areaOf(front: readonly Point[], [right, top]: Point): number {
  return front.reduce((sum, [x, y], i) => sum + (right! - x!) * ((i > 0 ? front[i - 1]![1]! : top!) - y!), 0);
}

/** The volume of each point less what the ones after it dominate of it. */
function volumeOfFront(front: readonly Point[], reference: Point): number {
  if (reference.length === 2) return areaOf(front, reference);
  return front.reduce((sum, point, i) => {
    const shared = front.slice(i + 1).map((other) => worseOf(point, other));
    return sum + volumeOf(point, reference) - volumeOfFront(frontOf(shared), reference);
  }, 0);
}

/**
 * The volume that points dominate, up to a reference point: the larger, the better the front.
 *
 * Source: While, Bradstreet and Barone, "A fast way of calculating exact hypervolumes", IEEE TEC 16 (2012).
 *
 * @param points values to be minimised, each at most the reference's, or `bad-argument` is thrown.
 */
export function hypervolume(points: readonly Point[], reference: Point): number {
  for (const point of points) {
    requireArgument(
      point.length === reference.length && point.every((value, i) => value <= reference[i]!),
      () =>
        `Each point has as many values as the reference and none above its, but [${point}] and [${reference}] came.`,
    );
  }
  return volumeOfFront(frontOf(points), reference);
}
