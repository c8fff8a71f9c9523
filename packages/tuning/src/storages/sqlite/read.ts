import type { Distribution } from '../../space/distribution.js';
import type { Direction, Json, TrialState } from '../../study/trial-record.js';
import { distributionFromJson } from '../journal/distribution-json.js';
import { parsePythonJson } from '../journal/python-json.js';
import { timeFromText } from '../journal/times.js';
import type { Operation } from '../operation.js';
import type { Database, SqlValue } from './database.js';

/** A value of a table that could not be read. */
export interface DamagedRow {
  readonly table: string;
  /** The number of the study or of the trial that it belongs to. */
  readonly owner: number;
  /** Which of the values of the owner it is. */
  readonly key: string;
  readonly text: string;
  readonly reason: string;
}

/** What a database of Optuna says. */
export interface ReadTables {
  readonly operations: readonly Operation[];
  readonly damaged: readonly DamagedRow[];
}

type SqlRow = Readonly<Record<string, SqlValue>>;

/** Who is said to have written what is in the tables, which do not tell. */
const WORKER = 'optuna';
const STATES: Readonly<Record<string, TrialState>> = {
  RUNNING: 'running',
  COMPLETE: 'complete',
  PRUNED: 'pruned',
  FAIL: 'failed',
  WAITING: 'waiting',
};
const SPECIAL: Readonly<Record<string, number>> = {
  INF_POS: Number.POSITIVE_INFINITY,
  INF_NEG: Number.NEGATIVE_INFINITY,
  NAN: Number.NaN,
};

const untyped = (value: SqlValue, type: SqlValue) => SPECIAL[String(type)] ?? Number(value);
/** Optuna 5 writes UTC, without saying so. */
const timeOf = (text: SqlValue | undefined) => timeFromText(text ? `${text}`.replace(' ', 'T').concat('+00:00') : null);

/** The log that makes all that Optuna's tables hold: each trial in one operation, as it is. */
export function readTables(database: Database): ReadTables {
  return new TableReader(database).read();
}

class TableReader {
  readonly #database: Database;
  readonly #damaged: DamagedRow[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  read(): ReadTables {
    const studies = this.#database.all('SELECT study_id, study_name FROM studies ORDER BY study_id');
    const places = new Map(studies.map(({ study_id }, place) => [study_id!, place]));
    const operations = studies.flatMap((study, place) => this.#study(study, place));
    const trials = this.#trials(places);
    return { operations: [...operations, ...trials], damaged: this.#damaged };
  }

  #study({ study_id, study_name }: SqlRow, place: number): Operation[] {
    const directions = this.#database
      .all('SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective', [study_id!])
      .map(({ direction }): Direction => (direction === 'MAXIMIZE' ? 'maximize' : 'minimize'));
    const attributes = (['user', 'system'] as const).flatMap((owner) => {
      const found = this.#attributes('study', owner, 'WHERE study_id = ?', [study_id!]).get(study_id!) ?? {};
      return Object.entries(found).map(
        ([key, value]): Operation => ({ op: 'set-study-attribute', study: place, owner, key, value, worker: WORKER }),
      );
    });
    return [{ op: 'create-study', name: String(study_name), directions, worker: WORKER }, ...attributes];
  }

  #trials(places: ReadonlyMap<SqlValue, number>): Operation[] {
    const values = this.#grouped('trial_values', 'trial_id, objective');
    const reports = this.#grouped('trial_intermediate_values', 'trial_id, step');
    const params = this.#grouped('trial_params', 'trial_id, param_id');
    const [user, system] = (['user', 'system'] as const).map((kind) => this.#attributes('trial', kind));
    const trials = this.#database.all('SELECT * FROM trials ORDER BY trial_id');
    return trials.map((trial): Operation => {
      const id = trial.trial_id!;
      const [startedAt, endedAt] = [timeOf(trial.datetime_start), timeOf(trial.datetime_complete)];
      const results = values.get(id)?.map(({ value, value_type }) => untyped(value!, value_type!));
      const template = {
        ...(results && { values: results }),
        ...this.#params(params.get(id) ?? []),
        intermediateValues: (reports.get(id) ?? []).map(
          (row) => [Number(row.step), untyped(row.intermediate_value!, row.intermediate_value_type!)] as const,
        ),
        userAttributes: user!.get(id) ?? {},
        systemAttributes: system!.get(id) ?? {},
        ...(endedAt !== undefined && { endedAt }),
      };
      const state = STATES[String(trial.state)] ?? 'failed';
      const time = startedAt === undefined ? {} : { time: startedAt };
      return { op: 'create-trial', study: places.get(trial.study_id!)!, state, template, worker: WORKER, ...time };
    });
  }

  #params(rows: readonly SqlRow[]) {
    const params: Record<string, number> = {};
    const distributions: Record<string, Distribution> = {};
    for (const { trial_id, param_name, param_value, distribution_json } of rows) {
      const name = String(param_name);
      const at = { table: 'trial_params', owner: Number(trial_id), key: name };
      const distribution = this.#parsed(distribution_json!, at, distributionFromJson);
      if (!distribution) continue;
      params[name] = Number(param_value);
      distributions[name] = distribution;
    }
    return { params, distributions };
  }

  #attributes(owner: 'study' | 'trial', kind: 'user' | 'system', where = '', values: readonly SqlValue[] = []) {
    const table = `${owner}_${kind}_attributes`;
    const found = new Map<SqlValue, Record<string, Json>>();
    const order = `ORDER BY ${owner}_${kind}_attribute_id`;
    for (const row of this.#database.all(`SELECT * FROM ${table} ${where} ${order}`, values)) {
      const id = row[`${owner}_id`]!;
      const key = String(row.key);
      const value = this.#parsed<Json>(row.value_json!, { table, owner: Number(id), key }, parsePythonJson);
      if (value !== undefined) found.set(id, Object.assign(found.get(id) ?? {}, { [key]: value }));
    }
    return found;
  }

  #grouped(table: string, order: string): Map<SqlValue, SqlRow[]> {
    const groups = new Map<SqlValue, SqlRow[]>();
    for (const row of this.#database.all(`SELECT * FROM ${table} ORDER BY ${order}`)) {
      const group = groups.get(row.trial_id!);
      if (group) group.push(row);
      else groups.set(row.trial_id!, [row]);
    }
    return groups;
  }

  #parsed<T>(text: SqlValue, at: Omit<DamagedRow, 'text' | 'reason'>, parse: (text: string) => T): T | undefined {
    try {
      return parse(String(text));
    } catch (error) {
      this.#damaged.push({ ...at, text: String(text), reason: (error as Error).message });
      return undefined;
    }
  }
}
