import { log as ln } from '../../math/portable.js';
import { contains, type Distribution, type Space, toInternal } from '../../space/distribution.js';
import type { TrialRecord } from '../../study/trial-record.js';
import { KnownNormalizers } from './known-normalizers.js';
import type { Scratch } from './scratch.js';

/** Stands for a parameter that a trial does not have; what was not looked up yet is NaN. */
const ABSENT = Number.NEGATIVE_INFINITY;

/** The two halves that trials are split into. */
export type Half = 'below' | 'above';

/** Values of some trials. */
export interface ObservedColumn {
  /** As {@link placeOf} has them. */
  readonly places: Float64Array;
  /** Rows in ascending order of their places, equal ones in their own order; left out where it is not known. */
  readonly order?: Uint32Array;
  /** What kernels were divided by at earlier asks, and the trials' numbers by which it is kept. */
  readonly known?: { readonly normalizers: KnownNormalizers; readonly numbers: Int32Array };
}

/** A value, or the place of a choice, as kernels have it: its logarithm where that is what is spread. */
export const placeOf = (distribution: Distribution, value: number): number =>
  distribution.type !== 'categorical' && distribution.log ? ln(value) : value;

/** What a trial has of a parameter; a running one counts with what was drawn for it, asked or not. */
function lookUp(trial: TrialRecord, name: string, distribution: Distribution): number {
  const value = trial.params[name] ?? (trial.state === 'running' ? trial.proposed[name] : undefined);
  if (value === undefined && trial.params[name] !== null) return ABSENT;
  // A choice that is no longer offered says nothing about those that are.
  if (distribution.type === 'categorical' && !contains(distribution, value ?? null)) return ABSENT;
  return placeOf(distribution, toInternal(distribution, value ?? null));
}

/** A parameter's places in all trials that have ended, looked up once, and their order, kept up as trials end. */
class Column {
  readonly normalizers: Readonly<Record<Half, KnownNormalizers>> = {
    below: new KnownNormalizers(),
    above: new KnownNormalizers(),
  };
  #places = new Float64Array(0);
  #order = new Uint32Array(0);
  #sorted = 0;

  constructor(
    readonly name: string,
    readonly distribution: Distribution,
  ) {}

  /** Writes the places in trials, and says whether all have one. */
  fill(places: Float64Array, trials: readonly TrialRecord[]): boolean {
    const known = this.#places;
    let areAll = true;
    for (let i = 0; i < trials.length; i++) {
      const trial = trials[i]!;
      const { number } = trial;
      // One that was looked up is never NaN. What may be undefined, or from two places, would be an object to the engine.
      if (number < known.length && known[number]! >= ABSENT) places[i] = known[number]!;
      else places[i] = this.#lookUp(trial);
      if (places[i] === ABSENT) areAll = false;
    }
    return areAll;
  }

  #lookUp(trial: TrialRecord): number {
    const place = lookUp(trial, this.name, this.distribution);
    if (trial.state === 'running') return place;
    if (trial.number >= this.#places.length) this.#grow(trial.number);
    this.#places[trial.number] = place;
    if (place !== ABSENT) this.#insert(trial.number, place);
    return place;
  }

  /** Writes the rows of trials that have ended in order of their places, and gives how many; `rowOf` is -1 for a trial without one. */
  orderOf(rowOf: Int32Array, order: Uint32Array): number {
    let count = 0;
    for (let i = 0; i < this.#sorted; i++) {
      const row = rowOf[this.#order[i]!]!;
      if (row >= 0) order[count++] = row;
    }
    return count;
  }

  /** Among equals in order of the trials, though they may end in another. */
  #insert(number: number, place: number): void {
    let [low, high] = [0, this.#sorted];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#order[middle]!;
      const difference = this.#places[other]! - place;
      if (difference < 0 || (difference === 0 && other < number)) low = middle + 1;
      else high = middle;
    }
    this.#order.copyWithin(low + 1, low, this.#sorted);
    this.#order[low] = number;
    this.#sorted++;
  }

  #grow(number: number): void {
    const length = 2 * (number + 8);
    const [places, order] = [new Float64Array(length).fill(Number.NaN), new Uint32Array(length)];
    places.set(this.#places);
    order.set(this.#order);
    [this.#places, this.#order] = [places, order];
  }
}

/** Puts a row in its place among those in order. */
function insertRow(row: number, places: Float64Array, order: Uint32Array, count: number): void {
  let at = count;
  for (; at > 0; at--) {
    const other = order[at - 1]!;
    const difference = places[other]! - places[row]!;
    if (difference < 0 || (difference === 0 && other < row)) break;
    order[at] = other;
  }
  order[at] = row;
}

/** The trials of a table, row by row. */
class Rows {
  readonly numbers: Int32Array;
  /** By the trial's number; of a running trial, whose values are not kept, -1. */
  readonly #rowOf: Int32Array;
  readonly #running: number[] = [];

  constructor(trials: readonly TrialRecord[], last: number) {
    this.numbers = new Int32Array(trials.length);
    this.#rowOf = new Int32Array(last + 1).fill(-1);
    for (let row = 0; row < trials.length; row++) {
      const { number, state } = trials[row]!;
      this.numbers[row] = number;
      if (state === 'running') this.#running.push(row);
      else this.#rowOf[number] = row;
    }
  }

  orderOf(column: Column, places: Float64Array): Uint32Array {
    const order = new Uint32Array(places.length);
    let sorted = column.orderOf(this.#rowOf, order);
    for (const row of this.#running) insertRow(row, places, order, sorted++);
    return order;
  }
}

/** What the trials of a study had, as columns of numbers: a trial that has ended does not change. */
export class Observations {
  readonly #columns = new Map<string, Column>();
  /** The last trial that any column knows. */
  #last = 0;

  /** The places of those trials that have all parameters of a space; trials come in order of their numbers. */
  columns(trials: readonly TrialRecord[], space: Space, half: Half, scratch: Scratch): ObservedColumn[] {
    const columns = Object.entries(space).map(([name, distribution]) => this.#column(name, distribution));
    const tables = columns.map(() => scratch.take(trials.length));
    this.#last = Math.max(this.#last, trials.at(-1)?.number ?? 0);
    const areWhole = columns.map((column, i) => column.fill(tables[i]!, trials));
    if (!areWhole.every(Boolean)) {
      const having = trials.filter((_, row) => tables.every((table) => table[row] !== ABSENT));
      return this.columns(having, space, half, scratch);
    }
    const rows = new Rows(trials, this.#last);
    return columns.map((column, i) => ({
      places: tables[i]!,
      order: rows.orderOf(column, tables[i]!),
      known: { normalizers: column.normalizers[half], numbers: rows.numbers },
    }));
  }

  #column(name: string, distribution: Distribution): Column {
    const kind = distribution.type === 'categorical' ? JSON.stringify(distribution.choices) : distribution.log;
    const key = `${name} ${kind}`;
    const column = this.#columns.get(key) ?? new Column(name, distribution);
    this.#columns.set(key, column);
    return column;
  }
}
