import { exp, log as ln } from '../../math/portable.js';
import { roundHalfEven } from '../../math/round.js';
import type { FloatDistribution, IntDistribution, Space } from '../../space/distribution.js';
import type { Grid } from './margin.js';

/** A parameter that is a number. */
type Range = FloatDistribution | IntDistribution;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Whether an axis is drawn in whole steps; whole numbers on a logarithm have no even steps. */
const isGrid = ({ step, log }: Range): boolean => step !== undefined && !log;

/** A space of numbers as a cube from 0 to 1: logarithms where they are what is spread, and half a step beyond the ends where there are steps. */
export class UnitCube {
  readonly names: readonly string[];
  readonly #axes: readonly { readonly range: Range; readonly low: number; readonly high: number }[];

  /** @param margin whether the ends of axes with steps are their first and last value, and not half a step beyond. */
  constructor(
    readonly space: Space,
    readonly margin: boolean,
  ) {
    this.names = Object.keys(space);
    this.#axes = Object.values(space).map((each) => {
      const range = each as Range;
      const beyond = margin && isGrid(range) ? 0 : (range.step ?? 0) / 2;
      const place = range.log ? ln : (value: number) => value;
      return { range, low: place(range.low - beyond), high: place(range.high + beyond) };
    });
  }

  /** Axes that a margin keeps open. */
  get grids(): readonly Grid[] {
    if (!this.margin) return [];
    return this.#axes.flatMap(({ range, low, high }, axis) => {
      if (!isGrid(range)) return [];
      const step = range.step! / (high - low);
      return [{ axis, low: 0, step, size: Math.round(1 / step) + 1 }];
    });
  }

  pointOf(params: Readonly<Record<string, unknown>>): Float64Array {
    return Float64Array.from(this.#axes, ({ range, low, high }, i) => {
      const value = params[this.names[i]!] as number;
      return ((range.log ? ln(value) : value) - low) / (high - low);
    });
  }

  paramsOf(point: Float64Array): Record<string, number> {
    return Object.fromEntries(this.#axes.map((_, i) => [this.names[i]!, this.#valueOf(point[i]!, i)]));
  }

  #valueOf(share: number, axis: number): number {
    const { range, low, high } = this.#axes[axis]!;
    const place = low + share * (high - low);
    const value = range.log ? exp(place) : place;
    if (range.step === undefined) return clamp(value, range.low, range.high);
    return clamp(range.low + roundHalfEven((value - range.low) / range.step) * range.step, range.low, range.high);
  }
}
