import { exp, log as ln } from '../../math/portable.js';
import { roundHalfEven } from '../../math/round.js';
import { contains, type Distribution, type ParamValue, type Space, toInternal } from '../../space/distribution.js';
import type { TrialRecord } from '../../study/trial-record.js';

/** Values of an axis up to which each is tried; of more, a line search finds one. */
export const FEW = 16;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Values of a parameter that lie one step apart, by their places in order. */
interface Steps {
  readonly first: number;
  readonly last: number;
}

/** Ends on the scale that is spread evenly, half a step beyond the outermost values. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** A parameter as the interval [0, 1]: its range or a part of it, on the logarithm where that is what is spread; choices are their places. */
export class Axis {
  readonly #distribution: Distribution;
  readonly #steps: Steps | undefined;
  readonly #range: Range;

  constructor(distribution: Distribution, part?: Steps | Range) {
    this.#distribution = distribution;
    this.#steps = part && 'first' in part ? part : stepsOf(distribution);
    this.#range = part && 'from' in part ? part : rangeOf(distribution, this.#steps);
  }

  get isCategorical(): boolean {
    return this.#distribution.type === 'categorical';
  }

  /** How many values there are: infinitely many real numbers. */
  get size(): number {
    return this.#steps ? this.#steps.last - this.#steps.first + 1 : Number.POSITIVE_INFINITY;
  }

  encode(value: number): number {
    const distribution = this.#distribution;
    if (distribution.type === 'categorical') return value;
    const { from, to } = this.#range;
    return ((distribution.log ? ln(value) : value) - from) / (to - from);
  }

  decode(place: number): number {
    const distribution = this.#distribution;
    if (distribution.type === 'categorical') return place;
    const { low, high, log, step } = distribution;
    const raw = this.#range.from + place * (this.#range.to - this.#range.from);
    const value = log ? exp(raw) : raw;
    return clamp(step === undefined ? value : low + roundHalfEven((value - low) / step) * step, low, high);
  }

  /** What a number in [0, 1) stands for, so that all values get a like share: itself, the nearest step's place, or a choice. */
  spread(share: number): number {
    if (this.isCategorical) return Math.floor(share * this.size);
    return this.#steps ? this.encode(this.decode(share)) : share;
  }

  /** Where value `k` of those in order lies, from 0. */
  place(k: number): number {
    return this.encode(numberAt(this.#distribution, (this.#steps?.first ?? 0) + k));
  }

  /** The part from one place to another as an axis of its own; choices, and numbers of which there are few, stay as they are. */
  zoom(from: number, to: number): Axis {
    if (this.isCategorical || this.size <= FEW) return this;
    const { from: start, to: end } = this.#range;
    if (!this.#steps)
      return new Axis(this.#distribution, { from: start + from * (end - start), to: start + to * (end - start) });
    const { first, last } = this.#steps;
    return new Axis(this.#distribution, {
      first: Math.max(first, this.#stepAt(from) - 1),
      last: Math.min(last, this.#stepAt(to) + 1),
    });
  }

  #stepAt(place: number): number {
    const distribution = this.#distribution;
    if (distribution.type === 'categorical') return place;
    return Math.round((this.decode(clamp(place, 0, 1)) - distribution.low) / (distribution.step ?? 1));
  }
}

function stepsOf(distribution: Distribution): Steps | undefined {
  if (distribution.type === 'categorical') return { first: 0, last: distribution.choices.length - 1 };
  const { low, high, step } = distribution;
  return step === undefined ? undefined : { first: 0, last: Math.round((high - low) / step) };
}

function numberAt(distribution: Distribution, step: number): number {
  if (distribution.type === 'categorical') return step;
  return Math.min(distribution.high, distribution.low + step * (distribution.step ?? 0));
}

function rangeOf(distribution: Distribution, steps: Steps | undefined): Range {
  if (distribution.type === 'categorical') return { from: 0, to: 1 };
  const { low, high, log, step = 0 } = distribution;
  const ends = steps ? [numberAt(distribution, steps.first), numberAt(distribution, steps.last)] : [low, high];
  const [from, to] = [ends[0]! - step / 2, ends[1]! + step / 2];
  return log ? { from: ln(from), to: ln(to) } : { from, to };
}

/** A space as a unit cube. */
export class Encoding {
  readonly names: readonly string[];
  readonly axes: readonly Axis[];
  readonly isCategorical: readonly boolean[];
  readonly space: Space;

  constructor(space: Space, axes = Object.values(space).map((distribution) => new Axis(distribution))) {
    this.space = space;
    this.names = Object.keys(space);
    this.axes = axes;
    this.isCategorical = axes.map((axis) => axis.isCategorical);
  }

  /** A trial's place, of a running one with what was drawn for it; undefined where it lacks a parameter, or has a choice that there is no more. */
  encode({ params, proposed }: TrialRecord): Float64Array | undefined {
    const place = new Float64Array(this.axes.length);
    for (const [i, name] of this.names.entries()) {
      const value = name in params ? params[name] : proposed[name];
      if (value === undefined || !isKnown(this.space[name]!, value)) return undefined;
      place[i] = this.axes[i]!.encode(toInternal(this.space[name]!, value));
    }
    return place;
  }

  /** The parameters at a place, as numbers. */
  decode(place: Float64Array): Record<string, number> {
    return Object.fromEntries(this.names.map((name, i) => [name, this.axes[i]!.decode(place[i]!)]));
  }

  /** Whether a place lies in the cube; choices always do. */
  contains(place: Float64Array): boolean {
    return place.every((x, i) => this.isCategorical[i] || (x >= 0 && x <= 1));
  }

  /** The box between two corners as a cube of its own. */
  zoom(low: Float64Array, high: Float64Array): Encoding {
    return new Encoding(
      this.space,
      this.axes.map((axis, i) => axis.zoom(low[i]!, high[i]!)),
    );
  }
}

/** Whether a value has a place: numbers have one wherever they lie. */
const isKnown = (distribution: Distribution, value: ParamValue) =>
  distribution.type !== 'categorical' || contains(distribution, value);
