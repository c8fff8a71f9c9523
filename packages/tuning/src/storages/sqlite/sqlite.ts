import { requireArgument } from '@glassbox/core';
import { nodeFiles } from '../journal/node-files.js';
import type { Operation } from '../operation.js';
import { type DamagedRecord, RecordReader, type RecordStorage } from '../records/damaged.js';
import type { LogSlice } from '../storage.js';
import { type Database, inSqlite, inTransaction, type OpenDatabase, sqliteDriver } from './database.js';
import { DatabaseLog } from './database-log.js';
import { checkRevision, createTables, isEmpty } from './schema.js';
import { WriterLock } from './writer-lock.js';

/**
 * Keeps studies in a SQLite database with Optuna's tables, for one process at a time.
 *
 * While no process has it open here, Optuna 3.2 to 5 and its dashboard open it and go on with it; whatever they change, this storage takes
 * over when it is opened again. For several processes at a time use {@link journal}. Needs the package `node-sqlite3-wasm`.
 *
 * @param path of the file; it is made where there is none, its folder is not.
 * @throws `missing-package` without the package. Reading and writing throw `storage-locked` where another process has it open,
 * `storage-version` where the tables are none of Optuna's or of another revision, `storage-read-only`, `storage-full` or `storage-failed`
 * where the file system refuses.
 */
export function sqlite(path: string): RecordStorage {
  requireArgument(path !== '', 'A database has a path, such as sweep.db.');
  return new SqliteStorage(path, sqliteDriver('sqlite()'));
}

/** A database while it is open. */
interface Opened {
  readonly lock: WriterLock;
  readonly database: Database;
  readonly log: DatabaseLog;
}

class SqliteStorage implements RecordStorage {
  readonly name = 'sqlite';
  readonly #path: string;
  readonly #open: OpenDatabase;
  readonly #reader = new RecordReader();
  #opened: Opened | undefined;

  constructor(path: string, open: OpenDatabase) {
    this.#path = path;
    this.#open = open;
  }

  get damaged(): readonly DamagedRecord[] {
    return this.#reader.damaged;
  }

  async read(from: number): Promise<LogSlice> {
    return inSqlite(this.#path, () => this.#current().log.slice(from));
  }

  async update(from: number, decide: (fresh: LogSlice) => readonly Operation[]): Promise<number> {
    return inSqlite(this.#path, () => {
      const opened = this.#current();
      const operations = decide(opened.log.slice(from));
      try {
        return opened.log.append(operations);
      } catch (error) {
        // What was replayed of it has to go again: the next use reads what is kept.
        this.#close();
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    this.#close();
  }

  #close(): void {
    this.#opened?.database.close();
    this.#opened?.lock.release();
    this.#opened = undefined;
  }

  #current(): Opened {
    this.#opened ??= this.#openNow();
    return this.#opened;
  }

  #openNow(): Opened {
    const lock = new WriterLock(nodeFiles(), this.#path);
    let database: Database | undefined;
    try {
      database = this.#open(this.#path);
      return { lock, database, log: this.#load(database) };
    } catch (error) {
      database?.close();
      lock.release();
      throw error;
    }
  }

  #load(database: Database): DatabaseLog {
    return inTransaction(database, () => {
      if (isEmpty(database)) createTables(database);
      else checkRevision(database, this.#path);
      return DatabaseLog.load(database, this.#reader);
    });
  }
}
