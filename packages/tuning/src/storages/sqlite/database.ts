import { GlassboxError, isGlassboxError } from '@glassbox/core';
import { codeOf, type Files, nodeFiles } from '../journal/node-files.js';
import { optionalPackage } from '../optional-package.js';

/** What a column holds. */
export type SqlValue = number | string | null;

/** What of a database of `node-sqlite3-wasm` is used. */
export interface Database {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  run(sql: string, values?: readonly SqlValue[]): unknown;
  all(sql: string, values?: readonly SqlValue[]): readonly Readonly<Record<string, SqlValue>>[];
  close(): void;
}

/** Opens databases, made by {@link sqliteDriver}. */
export type OpenDatabase = (path: string, options?: { readonly readOnly?: boolean }) => Database;

interface Sqlite {
  readonly Database: new (path: string, options: object) => Database;
}

/** @throws `missing-package` without `node-sqlite3-wasm`. */
export function sqliteDriver(what: string): OpenDatabase {
  const { Database } = optionalPackage('node-sqlite3-wasm', what) as Sqlite;
  return (path, options = {}) => inSqlite(path, () => new Database(path, options));
}

/** Runs all of some work or none of it. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** What to say for what SQLite says, or the file system. */
const MEANINGS: readonly (readonly [says: RegExp, code: string, meaning: string])[] = [
  [
    /locked/,
    'storage-locked',
    'is in use by another process. If there is none, one has died: remove the folder of the same name with .lock',
  ],
  [
    /readonly|EROFS|EACCES|EPERM/,
    'storage-read-only',
    'cannot be used where no file can be made, not even to be read: SQLite keeps its lock beside it. Copy it elsewhere',
  ],
  [/is full|ENOSPC|EDQUOT/, 'storage-full', 'cannot be written: the disk is full. What was there is kept'],
  [/not a database/, 'storage-version', 'is not a database of SQLite'],
];

/** Does work with SQLite, and says in our words what went wrong. */
export function inSqlite<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const isFile = codeOf(cause) !== undefined;
    if (isGlassboxError(cause) || !(isFile || (cause as Error).name === 'SQLite3Error')) throw cause;
    const { message } = cause as Error;
    // SQLite does not tell why a disk refuses.
    const isVague = /I\/O error|open the database/.test(message);
    const said = isVague ? (refusalOfDisk(nodeFiles(), path) ?? message) : message;
    const [, code, meaning] = MEANINGS.find(([says]) => says.test(said)) ?? [];
    throw new GlassboxError(code ?? 'storage-failed', `${path} ${meaning ?? 'could not be used'} (${said}).`, {
      cause,
      details: { path },
    });
  }
}

/** As large as what SQLite writes in one go. */
const PROBE = new Uint8Array(1 << 16);

/** What the file system says to a file beside another; undefined where it takes one. */
function refusalOfDisk(files: Files, path: string): string | undefined {
  const probe = `${path}.probe`;
  try {
    const file = files.openSync(probe, 'w');
    try {
      for (let left = PROBE; left.length > 0; ) left = left.subarray(files.writeSync(file, left));
    } finally {
      files.closeSync(file);
      files.unlinkSync(probe);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
