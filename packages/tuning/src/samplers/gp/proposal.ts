import type { Random } from '@glassbox/core';
import { exp } from '../../math/portable.js';
import { evenPoints } from '../even-points.js';
import { LogExpectedImprovement } from './acquisition.js';
import type { Encoding } from './encoding.js';
import type { History } from './history.js';
import { pointOf } from './kernel.js';
import type { Models } from './models.js';
import type { Regressor } from './regressor.js';
import { maximizeAcquisition } from './search.js';

/** Climbs for each proposal. */
const CLIMBS = 10;
/** Places that are looked at: as many as cost about the same, since each costs the square of the number of trials. */
const WORK = 2e6;
const [FEWEST, MOST] = [128, 2048];
/** Of the best trials, as many have places looked at around them. */
const NEAR = 3;
/** How far around: from half a length scale down to a thousandth of that. */
const [REACH, DECADES] = [0.5, 3];

/** A place near another: each number moved by a normal step, each choice kept most of the time. */
function nearby(place: Float64Array, even: Float64Array, encoding: Encoding, lengths: Float64Array, draws: Random) {
  const reach = REACH * exp(-DECADES * Math.LN10 * draws.uniform());
  return place.map((from, i) => {
    const axis = encoding.axes[i]!;
    if (axis.isCategorical) return draws.uniform() * place.length > 1 ? from : even[i]!;
    const to = from + reach * Math.min(1, lengths[i]!) * draws.normal();
    return axis.spread(Math.min(1, Math.max(0, to)));
  });
}

/** Places to look at, half of them spread over the cube, half near the best trials. */
function candidates({ encoding, points, ranked }: History, lengths: Float64Array, draws: Random): Float64Array[] {
  const count = Math.max(FEWEST, Math.min(MOST, Math.round(WORK / (points.count * points.count))));
  const even = evenPoints(encoding.axes.length, draws);
  return Array.from({ length: count }, (_, i) => {
    const place = even(i).map((share, axis) => encoding.axes[axis]!.spread(share));
    if (2 * i >= count) return place;
    return nearby(pointOf(points, ranked[i % Math.min(NEAR, ranked.length)]!), place, encoding, lengths, draws);
  });
}

const lengthsOf = ({ params }: Regressor) => params.inverseSquares.map((square) => 1 / Math.sqrt(square));

/** The place of a history's cube that promises most. */
export function promising(
  history: History,
  { goal, constraints, objective, best }: Models,
  running: readonly Float64Array[],
  draws: Random,
): Float64Array {
  const lengths = lengthsOf(objective);
  return maximizeAcquisition({
    acquisition: new LogExpectedImprovement(goal, constraints, lengths.length),
    encoding: history.encoding,
    lengths,
    candidates: candidates(history, lengths, draws),
    starts: [best],
    running,
    tried: history.ranked.map((place) => pointOf(history.points, place)),
    climbs: CLIMBS,
    draws,
  });
}

/**
 * A place for when a rule forbids what promises most: climbing would lead there again, so the places that are looked at are gone down, twice as far
 * each time.
 */
export function another(
  history: History,
  { goal, constraints, objective }: Models,
  draws: Random,
  redraw: number,
): Float64Array {
  const lengths = lengthsOf(objective);
  const places = candidates(history, lengths, draws);
  const values = new LogExpectedImprovement(goal, constraints, lengths.length).atAll(places);
  const order = places.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
  return places[order[Math.min(2 ** redraw, places.length) - 1]!]!;
}
