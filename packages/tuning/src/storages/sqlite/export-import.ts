import { GlassboxError } from '@glassbox/core';
import { type Imported, putInto } from '../journal/journal-text.js';
import { nodeFiles } from '../journal/node-files.js';
import { memory } from '../memory.js';
import { Replay } from '../replay.js';
import type { Storage } from '../storage.js';
import { inSqlite, inTransaction, sqliteDriver } from './database.js';
import { type DamagedRow, readTables } from './read.js';
import { checkRevision, createTables } from './schema.js';
import { putAll } from './write.js';

/**
 * Writes all studies of a storage into a new SQLite database, which Optuna 3.2 to 5 and its dashboard open and go on with.
 *
 * What Optuna has no column for stays behind: who holds a trial and for how long, and of reports on several objectives all but the first.
 * Needs the package `node-sqlite3-wasm`.
 *
 * @param path of a file that is not there yet.
 * @throws `not-empty` where it is, `missing-package` without the package, `storage-read-only`, `storage-full` or `storage-failed` where it
 * cannot be written.
 */
export async function exportSqlite(storage: Storage, path: string): Promise<void> {
  const open = sqliteDriver('exportSqlite()');
  const files = nodeFiles();
  if (files.lstatSync(path, { throwIfNoEntry: false })) {
    throw new GlassboxError('not-empty', `${path} is there already. Remove it, or name another file.`);
  }
  const replay = new Replay();
  replay.apply((await storage.read(0)).operations);
  const database = open(path);
  try {
    inSqlite(path, () =>
      inTransaction(database, () => {
        createTables(database);
        putAll(database, replay.studies);
      }),
    );
    database.close();
  } catch (error) {
    database.close();
    files.unlinkSync(path);
    throw error;
  }
}

/**
 * Puts all studies of a SQLite database of Optuna 3.2 to 5 into a storage. Needs the package `node-sqlite3-wasm`.
 *
 * Times are taken to be UTC, as Optuna 5 takes them.
 *
 * @param storage an empty one. Default: one in memory.
 * @returns the storage, and values that could not be read; they are passed over.
 * @throws `storage-version` where the file is not of Optuna or of another revision, `storage-locked` where somebody writes into it,
 * `storage-read-only` where SQLite can make no lock beside it, `not-empty` where the storage has something.
 * @example
 * const { storage } = await importSqlite('study.db');
 */
export async function importSqlite(path: string, storage: Storage = memory()): Promise<Imported<DamagedRow>> {
  const database = sqliteDriver('importSqlite()')(path, { readOnly: true });
  try {
    const { operations, damaged } = inSqlite(path, () => {
      checkRevision(database, path);
      return readTables(database);
    });
    await putInto(storage, operations);
    return { storage, damaged };
  } finally {
    database.close();
  }
}
