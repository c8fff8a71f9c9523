import { contains, type Distribution, type Space, toInternal } from '../../space/distribution.js';
import type { TrialRecord } from '../../study/trial-record.js';

/** Stands for a parameter that a trial does not have; what was not looked up yet is NaN. */
const ABSENT = Number.NEGATIVE_INFINITY;

/** Values of some trials. */
export interface ObservedColumn {
  readonly values: Float64Array;
  /** Places of the values in ascending order, equal ones in order of their places; left out where it is not known. */
  readonly order?: Uint32Array;
}

/** What a trial has of a parameter, as a number; a running one counts with what was drawn for it, asked or not. */
function lookUp(trial: TrialRecord, name: string, distribution: Distribution): number {
  const value = trial.params[name] ?? (trial.state === 'running' ? trial.proposed[name] : undefined);
  if (value === undefined && trial.params[name] !== null) return ABSENT;
  // A choice that is no longer offered says nothing about those that are.
  if (distribution.type === 'categorical' && !contains(distribution, value ?? null)) return ABSENT;
  return toInternal(distribution, value ?? null);
}

/** A parameter's values in all trials that have ended, looked up once, and their order, kept up as trials end. */
class Column {
  #values = new Float64Array(0);
  #order = new Uint32Array(0);
  #sorted = 0;

  constructor(
    readonly name: string,
    readonly distribution: Distribution,
  ) {}

  valueOf(trial: TrialRecord): number {
    const { number } = trial;
    if (number >= this.#values.length) this.#grow(number);
    const known = this.#values[number]!;
    if (!Number.isNaN(known)) return known;
    const value = lookUp(trial, this.name, this.distribution);
    if (trial.state === 'running') return value;
    this.#values[number] = value;
    if (value !== ABSENT) this.#insert(number, value);
    return value;
  }

  /** The rows of trials in order of their values; `rowOf` is -1 for a trial without one. */
  orderOf(rowOf: Int32Array, rows: number): Uint32Array {
    const order = new Uint32Array(rows);
    let count = 0;
    for (let i = 0; i < this.#sorted; i++) {
      const row = rowOf[this.#order[i]!] ?? -1;
      if (row >= 0) order[count++] = row;
    }
    return order;
  }

  /** Among equals in order of the trials, though they may end in another. */
  #insert(number: number, value: number): void {
    let [low, high] = [0, this.#sorted];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#order[middle]!;
      const difference = this.#values[other]! - value;
      if (difference < 0 || (difference === 0 && other < number)) low = middle + 1;
      else high = middle;
    }
    this.#order.copyWithin(low + 1, low, this.#sorted);
    this.#order[low] = number;
    this.#sorted++;
  }

  #grow(number: number): void {
    const length = 2 * (number + 8);
    const [values, order] = [new Float64Array(length).fill(Number.NaN), new Uint32Array(length)];
    values.set(this.#values);
    order.set(this.#order);
    [this.#values, this.#order] = [values, order];
  }
}

/** What the trials of a study had, as columns of numbers: a trial that has ended does not change. */
export class Observations {
  readonly #columns = new Map<string, Column>();

  /** The values of those trials that have all parameters of a space; trials come in order of their numbers. */
  columns(trials: readonly TrialRecord[], space: Space): ObservedColumn[] {
    const columns = Object.entries(space).map(([name, distribution]) => this.#column(name, distribution));
    const values = columns.map(() => new Float64Array(trials.length));
    const rowOf = new Int32Array((trials.at(-1)?.number ?? 0) + 1).fill(-1);
    let [rows, isSettled] = [0, true];
    for (const trial of trials) {
      const has = columns.every((column, i) => {
        const value = column.valueOf(trial);
        values[i]![rows] = value;
        return value !== ABSENT;
      });
      if (!has) continue;
      rowOf[trial.number] = rows++;
      isSettled &&= trial.state !== 'running';
    }
    return columns.map((column, i) => {
      const own = values[i]!.subarray(0, rows);
      return isSettled ? { values: own, order: column.orderOf(rowOf, rows) } : { values: own };
    });
  }

  #column(name: string, distribution: Distribution): Column {
    const key = distribution.type === 'categorical' ? `${name} ${JSON.stringify(distribution.choices)}` : name;
    const column = this.#columns.get(key) ?? new Column(name, distribution);
    this.#columns.set(key, column);
    return column;
  }
}
