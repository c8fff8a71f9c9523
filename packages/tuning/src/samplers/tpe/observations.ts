import { contains, type Distribution, type Space, toInternal } from '../../space/distribution.js';
import type { TrialRecord } from '../../study/trial-record.js';
import type { Columns } from './parzen-estimator.js';

/** Stands for a parameter that a trial does not have; what was not looked up yet is NaN. */
const ABSENT = Number.NEGATIVE_INFINITY;

/** What a trial has of a parameter, as a number; a running one counts with what was drawn for it, asked or not. */
function lookUp(trial: TrialRecord, name: string, distribution: Distribution): number {
  const value = trial.params[name] ?? (trial.state === 'running' ? trial.proposed[name] : undefined);
  if (value === undefined && trial.params[name] !== null) return ABSENT;
  // A choice that is no longer offered says nothing about those that are.
  if (distribution.type === 'categorical' && !contains(distribution, value ?? null)) return ABSENT;
  return toInternal(distribution, value ?? null);
}

/** Values of trials as columns of numbers, each looked up once: a trial that has ended does not change. */
export class Observations {
  readonly #columns = new Map<string, Float64Array>();

  /** The values of those trials that have all parameters of a space, in their order. */
  columns(trials: readonly TrialRecord[], space: Space): Columns {
    const entries = Object.entries(space);
    const known = entries.map(([name, distribution]) => this.#column(name, distribution, trials.at(-1)?.number ?? 0));
    const columns = entries.map(() => new Float64Array(trials.length));
    let rows = 0;
    for (const trial of trials) {
      let has = true;
      for (let i = 0; i < entries.length && has; i++) {
        const value = this.#value(known[i]!, trial, entries[i]!);
        columns[i]![rows] = value;
        has = value !== ABSENT;
      }
      if (has) rows++;
    }
    return columns.map((column) => column.subarray(0, rows));
  }

  #value(column: Float64Array, trial: TrialRecord, [name, distribution]: readonly [string, Distribution]): number {
    const known = column[trial.number]!;
    if (!Number.isNaN(known)) return known;
    const value = lookUp(trial, name, distribution);
    if (trial.state !== 'running') column[trial.number] = value;
    return value;
  }

  /** By trial number, with room for the last. */
  #column(name: string, distribution: Distribution, last: number): Float64Array {
    const key = distribution.type === 'categorical' ? `${name} ${JSON.stringify(distribution.choices)}` : name;
    const column = this.#columns.get(key);
    if (column && column.length > last) return column;
    const longer = new Float64Array(2 * (last + 8)).fill(Number.NaN);
    if (column) longer.set(column);
    this.#columns.set(key, longer);
    return longer;
  }
}
