import type { Operation } from '../operation.js';
import type { RecordReader } from '../records/damaged.js';
import { recordText } from '../records/record-storage.js';
import { Replay } from '../replay.js';
import type { LogSlice } from '../storage.js';
import { type Database, inTransaction } from './database.js';
import { readTables } from './read.js';
import { RowIds } from './row-ids.js';
import type { Row } from './rows.js';
import { rowsOf, writeThrough } from './write.js';

/** A table of our own beside Optuna's, with what those have no column for. */
const LOG = 'glassbox_log';

/** The log of a database, and Optuna's tables, which say the same: whichever Optuna has changed is right. */
export class DatabaseLog {
  readonly #database: Database;
  readonly #operations: (Operation | undefined)[];
  readonly #replay = new Replay();
  readonly #ids: RowIds;

  private constructor(database: Database, operations: readonly (Operation | undefined)[]) {
    this.#database = database;
    this.#operations = [...operations];
    this.#replay.apply(operations.filter((operation) => operation !== undefined));
    this.#ids = RowIds.of(database, this.#replay.studies);
  }

  /** Reads the log; where it does not say what the tables say, it is made anew from them. */
  static load(database: Database, reader: RecordReader): DatabaseLog {
    database.exec(`CREATE TABLE IF NOT EXISTS ${LOG} (position INTEGER PRIMARY KEY, record TEXT NOT NULL)`);
    const records = database.all(`SELECT position, record FROM ${LOG} ORDER BY position`);
    const operations: (Operation | undefined)[] = [];
    for (const { position, record } of records) {
      operations[Number(position)] = reader.read(String(record), Number(position));
    }
    const log = new DatabaseLog(database, operations);
    return log.#isInTables() ? log : log.#madeAnew(reader);
  }

  slice(from: number): LogSlice {
    const operations = this.#operations.slice(from).filter((operation) => operation !== undefined);
    return { operations, next: this.#operations.length };
  }

  /** Adds operations to the log and to the tables, all of them or none; where it throws, this object is not to be used any more. */
  append(operations: readonly Operation[]): number {
    if (operations.length > 0) {
      inTransaction(this.#database, () => {
        keep(this.#database, operations, this.#operations.length);
        for (const operation of operations) writeThrough(this.#database, this.#replay, this.#ids, operation);
      });
    }
    return this.#operations.push(...operations);
  }

  #isInTables(): boolean {
    const expected = rowsOf(this.#replay.studies, this.#ids).map(textOf).sort();
    const found = TABLES.flatMap((table) => tableRows(this.#database, table)).sort();
    return found.length === expected.length && found.every((row, i) => row === expected[i]);
  }

  #madeAnew(reader: RecordReader): DatabaseLog {
    const { operations, damaged } = readTables(this.#database);
    for (const { table, owner, key, text, reason } of damaged) {
      reader.setAside({ position: owner, text, reason: `'${key}' in the table ${table}: ${reason}` });
    }
    this.#database.exec(`DELETE FROM ${LOG}`);
    keep(this.#database, operations, 0);
    return new DatabaseLog(this.#database, operations);
  }
}

function keep(database: Database, operations: readonly Operation[], place: number): void {
  for (const [i, operation] of operations.entries()) {
    database.run(`INSERT INTO ${LOG} VALUES (?, ?)`, [place + i, recordText(operation)]);
  }
}

const TABLES = [
  'studies',
  'study_directions',
  'study_user_attributes',
  'study_system_attributes',
  'trials',
  'trial_user_attributes',
  'trial_system_attributes',
  'trial_params',
  'trial_values',
  'trial_intermediate_values',
];

/** The rows of a table, without numbers that nothing refers to. */
function tableRows(database: Database, table: string): string[] {
  const from = table === 'studies' || table === 'trials' ? 0 : 1;
  const rows = database.all(`SELECT * FROM ${table}`);
  return rows.map((row) => textOf({ table, values: Object.fromEntries(Object.entries(row).slice(from)) }));
}

const textOf = ({ table, values }: Pick<Row, 'table' | 'values'>): string =>
  JSON.stringify([table, ...Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))]);
