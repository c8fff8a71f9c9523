import type { Point } from './dominance.js';
import { hypervolume } from './hypervolume.js';
import { distinctPoints } from './order.js';

const volumeUpTo = (point: Point, corner: Point): number =>
  point.reduce((product, value, k) => product * (corner[k]! - value), 1);

function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Of two objectives: each point adds the rectangle up to what is taken at its left and right. */
function selectOfTwo(points: readonly Point[], count: number, reference: Point): number[] {
  const left = points.map((point, i) => ({ i, point, corner: [reference[0]!, reference[1]!] as [number, number] }));
  const taken: number[] = [];
  while (taken.length < count) {
    const at = indexOfLargest(left.map(({ point, corner }) => volumeUpTo(point, corner)));
    const [{ i, point }] = left.splice(at, 1) as [(typeof left)[number]];
    taken.push(i);
    left.forEach(({ corner }, place) => {
      const side = place < at ? 0 : 1;
      corner[side] = Math.min(corner[side], point[side]!);
    });
  }
  return taken;
}

/** What a point adds only falls as others are taken, so one whose bound is below the best so far is passed over. */
function selectOfMany(points: readonly Point[], count: number, reference: Point): number[] {
  const left = points.map((point, i) => ({ i, point, gain: volumeUpTo(point, reference) }));
  const taken: number[] = [];
  for (let volume = 0; ; ) {
    const [{ i, gain }] = left.splice(indexOfLargest(left.map((each) => each.gain)), 1) as [(typeof left)[number]];
    taken.push(i);
    if (taken.length === count) return taken;
    volume += gain;
    const own = taken.map((each) => points[each]!);
    let most = 0;
    for (const each of left.toSorted((a, b) => b.gain - a.gain)) {
      if (each.gain < most) break;
      each.gain = hypervolume([...own, each.point], reference) - volume;
      most = Math.max(most, each.gain);
    }
  }
}

/**
 * Places of `count` points that together dominate much: each time the one that adds most is taken, and twins only where there are too few others.
 *
 * Source: Guerreiro, Fonseca and Paquete, "Greedy hypervolume subset selection in low dimensions", Evolutionary Computation 24 (2016); at least
 * `1 - 1/e` of what is possible.
 *
 * @param points values to be minimised, none of which dominates another.
 * @param reference where dominated volume ends; if it is not finite, the first points in order are taken.
 */
export function selectSubset(points: readonly Point[], count: number, reference: Point): number[] {
  if (count >= points.length) return points.map((_, i) => i);
  const distinct = distinctPoints(points);
  if (distinct.length < count) {
    const twins = points.flatMap((_, i) => (distinct.includes(i) ? [] : i));
    return [...distinct, ...twins.slice(0, count - distinct.length)];
  }
  if (distinct.length === count || !reference.every(Number.isFinite)) return distinct.slice(0, count);
  const select = reference.length === 2 ? selectOfTwo : selectOfMany;
  const own = distinct.map((i) => points[i]!);
  return select(own, count, reference).map((i) => distinct[i]!);
}
