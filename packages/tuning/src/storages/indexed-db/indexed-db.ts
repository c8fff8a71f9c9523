import { GlassboxError, requireArgument } from '@glassbox/core';
import type { RecordStorage } from '../records/damaged.js';
import { recordStorage } from '../records/record-storage.js';
import { indexedDbRecords } from './indexed-db-records.js';

/**
 * Keeps studies in a browser, from one visit to the next, for any number of tabs and workers of a page's origin at a time.
 *
 * The records are those of Optuna's journal: {@link exportJournal} makes a file of them that Optuna opens. A record that is none is passed
 * over, and the rest is kept.
 *
 * @param name of the database. Default `'glassbox'`.
 * @throws `unsupported` where there is no IndexedDB; reading and writing throw `storage-failed` where the browser refuses, as with a full disk.
 * @example
 * const study = await createStudy({ name: 'mnist', storage: indexedDb() });
 */
export function indexedDb(name = 'glassbox'): RecordStorage {
  requireArgument(name !== '', 'A database has a name.');
  if (typeof indexedDB === 'undefined') {
    throw new GlassboxError('unsupported', 'IndexedDB is of browsers. In Node use another storage, such as journal().');
  }
  return recordStorage('indexed-db', `The database '${name}'`, indexedDbRecords(name));
}
