import { requireArgument } from '@glassbox/core';
import { optionalPackage } from '../optional-package.js';
import type { RecordStorage } from '../records/damaged.js';
import { comparing } from '../records/record-list.js';
import { recordStorage } from '../records/record-storage.js';
import { type Pool, postgresRecords } from './postgres-records.js';

/** Options of {@link postgres}. */
export interface PostgresOptions {
  /** Such as `postgres://user:password@localhost:5432/database`. */
  readonly connectionString: string;
  /** That keeps the log, with its schema if that is not the user's own: `sweeps.log`. It is made where there is none. Default `glassbox_log`. */
  readonly table?: string;
}

interface Pg {
  readonly Pool: new (options: object) => Pool;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/**
 * Keeps studies in a table of a PostgreSQL database, for any number of workers on any number of machines.
 *
 * The table is a log of our own, whose records are those of Optuna's journal: {@link exportJournal} makes a file of them that Optuna opens.
 * A record that is none is passed over, and the rest is kept. Needs the package `pg`.
 *
 * @throws `bad-argument` for a table whose name is none, `missing-package` without `pg`; reading and writing throw `storage-failed` where the
 * server refuses, or is not reached: for three seconds, or for half a minute once it was reached before.
 * @example
 * const storage = postgres({ connectionString: 'postgres://localhost/sweeps' });
 */
export function postgres({ connectionString, table = 'glassbox_log' }: PostgresOptions): RecordStorage {
  const parts = table.split('.');
  requireArgument(
    parts.length <= 2 && parts.every((part) => NAME.test(part)),
    `A table is named by letters, digits and underscores, with or without its schema; '${table}' came.`,
  );
  const { Pool } = optionalPackage('pg', 'postgres()') as Pg;
  const pool = new Pool({ connectionString, max: 2, connectionTimeoutMillis: 10_000, allowExitOnIdle: true });
  // A connection that breaks while nobody uses it is replaced when somebody does.
  pool.on('error', () => undefined);
  const name = parts.map((part) => `"${part}"`).join('.');
  return recordStorage('postgres', `The PostgreSQL table ${table}`, comparing(postgresRecords(pool, name)));
}
