import { brent } from '../../math/brent.js';
import { minimize } from '../../math/minimize.js';
import { exp } from '../../math/portable.js';
import type { Uniforms } from '../../math/random-state.js';
import type { Acquisition } from './acquisition.js';
import { type Encoding, FEW } from './encoding.js';

const ROUNDS = 100;
/** Steps from each place that is climbed from, and how many of them go on from where they are highest. */
const [HEAT, FINALISTS] = [3, 3];
/** Where the gradient in units of the length scales is below, the search ends. */
const TOLERANCE = 1e-2;

interface Place {
  x: Float64Array;
  value: number;
}

/** Climbs from one place: real numbers together by their gradient, then each other axis by itself, until nothing changes. */
class Climb {
  readonly #acquisition: Acquisition;
  readonly #encoding: Encoding;
  readonly #lengths: Float64Array;
  readonly #real: readonly number[];
  readonly #discrete: readonly number[];

  constructor(acquisition: Acquisition, encoding: Encoding, lengths: Float64Array) {
    this.#acquisition = acquisition;
    this.#encoding = encoding;
    this.#lengths = lengths;
    const axes = encoding.axes.map((_, i) => i);
    this.#real = axes.filter((i) => encoding.axes[i]!.size === Number.POSITIVE_INFINITY);
    this.#discrete = axes.filter((i) => encoding.axes[i]!.size !== Number.POSITIVE_INFINITY);
  }

  /** A few steps from a place. */
  heat(start: Float64Array): Place {
    const place = this.#placeAt(start);
    this.#climbReal(place, HEAT);
    return place;
  }

  from(start: Place): Place {
    const place = { ...start, x: start.x.slice() };
    for (let round = 0; round < ROUNDS; round++) {
      this.#climbReal(place);
      const changes = this.#discrete.filter((axis) => this.#climbDiscrete(place, axis));
      if (changes.length === 0) break;
    }
    return place;
  }

  #placeAt(x: Float64Array): Place {
    return { x: x.slice(), value: this.#acquisition.at(x) };
  }

  #climbReal(place: Place, iterations?: number): void {
    const real = this.#real;
    if (real.length === 0) return;
    const [x, gradient] = [place.x.slice(), new Float64Array(place.x.length)];
    const lengths = Float64Array.from(real, (axis) => this.#lengths[axis]!);
    const minusValue = (scaled: Float64Array, slopes: Float64Array) => {
      real.forEach((axis, i) => {
        x[axis] = scaled[i]! * lengths[i]!;
      });
      const value = this.#acquisition.withGradient(x, gradient);
      real.forEach((axis, i) => {
        slopes[i] = -gradient[axis]! * lengths[i]!;
      });
      return -value;
    };
    const start = Float64Array.from(real, (axis, i) => place.x[axis]! / lengths[i]!);
    const bounds = { low: new Float64Array(real.length), high: lengths.map((length) => 1 / length) };
    const found = minimize(minusValue, start, { ...bounds, tolerance: TOLERANCE, ...(iterations && { iterations }) });
    if (!(-found.value > place.value)) return;
    place.value = -found.value;
    real.forEach((axis, i) => {
      place.x[axis] = Math.min(1, Math.max(0, found.x[i]! * lengths[i]!));
    });
  }

  /** Whether another value of one axis is better. */
  #climbDiscrete(place: Place, axis: number): boolean {
    const { size, isCategorical } = this.#encoding.axes[axis]!;
    const known = new Map<number, number>();
    const valueAt = (k: number): number => {
      const before = known.get(k);
      if (before !== undefined) return before;
      const x = place.x.slice();
      x[axis] = this.#encoding.axes[axis]!.place(k);
      const value = this.#acquisition.at(x);
      known.set(k, value);
      return value;
    };
    let best = 0;
    if (isCategorical || size <= FEW) {
      for (let k = 1; k < size; k++) if (valueAt(k) > valueAt(best)) best = k;
    } else best = this.#searchLine(valueAt, place.x[axis]!, axis);
    const to = this.#encoding.axes[axis]!.place(best);
    if (to === place.x[axis] || !(valueAt(best) > place.value)) return false;
    [place.x[axis], place.value] = [to, valueAt(best)];
    return true;
  }

  /** Along the values of an axis and straight lines between them. */
  #searchLine(valueAt: (k: number) => number, from: number, axis: number): number {
    const { size } = this.#encoding.axes[axis]!;
    const places = Float64Array.from({ length: size }, (_, k) => this.#encoding.axes[axis]!.place(k));
    const rightOf = (x: number) => {
      let [low, high] = [1, size - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (places[middle]! < x) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const nearest = (x: number) => {
      const right = rightOf(x);
      return x - places[right - 1]! < places[right]! - x ? right - 1 : right;
    };
    let gap = Number.POSITIVE_INFINITY;
    for (let k = 1; k < size; k++) gap = Math.min(gap, places[k]! - places[k - 1]!);
    const between = (x: number) => {
      const right = rightOf(x);
      const share = (places[right]! - x) / (places[right]! - places[right - 1]!);
      return -(share * valueAt(right - 1) + (1 - share) * valueAt(right));
    };
    return nearest(brent(between, places[0]!, places[size - 1]!, from, gap / 4));
  }
}

/** Places to begin at: the best of some, and others the more likely the better they are. */
function roulette(places: readonly Place[], count: number, draws: Uniforms): Place[] {
  const best = places.reduce((most, place) => (place.value > most.value ? place : most), places[0]!);
  const weights = places.map((place) => (place === best ? 0 : exp(place.value - best.value)));
  const chosen = [best];
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  while (chosen.length < count && total > 0) {
    let at = draws.uniform() * total;
    let k = 0;
    while (k < weights.length - 1 && at >= weights[k]!) at -= weights[k++]!;
    if (!(weights[k]! > 0)) break;
    chosen.push(places[k]!);
    weights[k] = 0;
    total = weights.reduce((sum, weight) => sum + weight, 0);
  }
  return chosen;
}

/** Options of {@link maximizeAcquisition}. */
export interface SearchOptions {
  readonly acquisition: Acquisition;
  readonly encoding: Encoding;
  /** By axis, over which length the model changes. */
  readonly lengths: Float64Array;
  /** Places to look at. */
  readonly candidates: readonly Float64Array[];
  /** Places to climb from in any case. */
  readonly starts: readonly Float64Array[];
  /** Places that are not given again where there is another; those that run least of all. */
  readonly tried: readonly Float64Array[];
  readonly running: readonly Float64Array[];
  /** How many climbs there are, with those of `starts`. */
  readonly climbs: number;
  readonly draws: Uniforms;
}

const isSame = (a: Float64Array, b: Float64Array) => a.every((value, i) => value === b[i]);

/** The best of places that are not among others; undefined where all are. */
function bestBut(others: readonly Float64Array[], places: readonly Place[]): Float64Array | undefined {
  let best: Place | undefined;
  for (const place of places) {
    if (best && !(place.value > best.value)) continue;
    if (!others.some((other) => isSame(place.x, other))) best = place;
  }
  return best?.x;
}

/** A place where an acquisition function is high: looks at many, and climbs from the best. */
export function maximizeAcquisition(options: SearchOptions): Float64Array {
  const { acquisition, encoding, lengths, candidates, starts, tried, running, climbs, draws } = options;
  const values = acquisition.atAll(candidates);
  const places = candidates.map((x, i) => ({ x, value: values[i]! }));
  const climb = new Climb(acquisition, encoding, lengths);
  const begins = [...roulette(places, climbs - starts.length, draws).map(({ x }) => x), ...starts];
  const heats = begins.map((x) => climb.heat(x)).sort((a, b) => b.value - a.value);
  const all = [...heats.slice(0, FINALISTS).map((place) => climb.from(place)), ...heats, ...places];
  return bestBut([...running, ...tried], all) ?? bestBut(running, all) ?? bestBut([], all) ?? all[0]!.x;
}
