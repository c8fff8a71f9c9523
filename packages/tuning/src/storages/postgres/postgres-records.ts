import { areAt, type ComparingList, type RecordText } from '../records/record-list.js';
import { ConnectionRetry } from './connection-retry.js';

/** What of a pool of `pg` is used. */
export interface Pool {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): void;
}

interface Row {
  /** As text, since it may be larger than a number holds. */
  readonly position: string;
  readonly record: string;
}

const UNIQUE_VIOLATION = '23505';
/** Any number of our own: what is locked while a table is made, since two that make one at the same time disturb each other. */
const LOCK = 7_210_316;

/**
 * The records of a table: the place of each is its key, so of two that add at the same place one is refused.
 *
 * Places have no gap and are in the order of commits, because who adds begins at the end of what is committed.
 */
export function postgresRecords(pool: Pool, table: string): ComparingList {
  const retry = new ConnectionRetry();
  let isThere: Promise<void> | undefined;
  const ready = () => {
    isThere ??= retry
      .run(() => make(pool, table))
      .catch((error: unknown) => {
        isThere = undefined;
        throw error;
      });
    return isThere;
  };
  return {
    async read(from) {
      await ready();
      return retry.run(() => select(pool, table, from));
    },
    async append(place, records) {
      await ready();
      return retry.run(async (isRepeated) => {
        if (await insert(pool, table, place, records)) return true;
        // What broke the connection may have come after they were kept.
        return isRepeated && areAt(await select(pool, table, place), records);
      });
    },
    close: () => pool.end(),
  };
}

async function select(pool: Pool, table: string, from: number): Promise<RecordText[]> {
  const { rows } = await pool.query(`SELECT position, record FROM ${table} WHERE position >= $1 ORDER BY position`, [
    from,
  ]);
  const texts: RecordText[] = [];
  for (const { position, record } of rows) {
    while (texts.length < Number(position) - from) texts.push(undefined);
    texts.push(record);
  }
  return texts;
}

/** Says whether the place was free. */
async function insert(pool: Pool, table: string, place: number, records: readonly string[]): Promise<boolean> {
  try {
    await pool.query(
      `INSERT INTO ${table} (position, record)
       SELECT $1::bigint + place - 1, record FROM unnest($2::text[]) WITH ORDINALITY AS fresh (record, place)`,
      [place, records],
    );
    return true;
  } catch (error) {
    if ((error as { readonly code?: string }).code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/** Makes the table where there is none; a user who may not make one can use one that is there. */
async function make(pool: Pool, table: string): Promise<void> {
  const { rows } = await pool.query(`SELECT 1 WHERE to_regclass('${table}') IS NOT NULL`);
  if (rows.length > 0) return;
  const [schema, name] = table.split('.');
  const schemaFirst = name ? `CREATE SCHEMA IF NOT EXISTS ${schema};` : '';
  // In one message, and so in one transaction.
  await pool.query(
    `SELECT pg_advisory_xact_lock(${LOCK}); ${schemaFirst}
     CREATE TABLE IF NOT EXISTS ${table} (position bigint PRIMARY KEY, record text NOT NULL)`,
  );
}
