import { requireArgument } from '@glassbox/core';
import type { RecordStorage } from '../records/damaged.js';
import { comparing } from '../records/record-list.js';
import { recordStorage } from '../records/record-storage.js';
import { type RedisConnection, redisConnection } from './connection.js';
import { redisRecords } from './redis-records.js';

/** Options of {@link redisJournal}. */
export interface RedisJournalOptions {
  /** Of the server, such as `redis://localhost:6379`; or else give a connection. */
  readonly url?: string;
  /** A client of `ioredis` that is there already; it stays open when the storage is closed. */
  readonly connection?: RedisConnection;
  /** What the names of all keys begin with, so that several journals have room on one server. Default `''`, as Optuna's. */
  readonly prefix?: string;
}

/**
 * Keeps studies on a Redis server, or one that speaks its protocol, for any number of workers on any number of machines.
 *
 * The keys and records are those of Optuna's `JournalRedisBackend`, which opens them and goes on with them while we write. Its snapshot is
 * never touched. A record that is none is passed over, and the rest is kept. Needs the package `ioredis`.
 *
 * @throws `bad-argument` without a server, `missing-package` without `ioredis`; reading and writing throw `storage-failed` where the server
 * refuses, or is not reached: for three seconds, or for half a minute once it was reached before. A connection of your own waits as it was told.
 * @example
 * const study = await createStudy({ name: 'mnist', storage: redisJournal({ url: 'redis://localhost:6379', prefix: 'sweep' }) });
 */
export function redisJournal({ url, connection, prefix = '' }: RedisJournalOptions): RecordStorage {
  requireArgument(
    (url === undefined) !== (connection === undefined),
    "A Redis journal has either a url, such as 'redis://localhost:6379', or a connection of ioredis.",
  );
  const list = redisRecords(connection ?? redisConnection(url!), prefix, !connection);
  return recordStorage('redis-journal', `The Redis journal '${prefix}'`, comparing(list));
}
