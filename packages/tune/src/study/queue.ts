import type { QueuePlace } from '@glassbox/tuning';
import type { FlagName } from '../cli/flags.js';
import { type Options, usageError } from '../cli/options.js';
import { withoutOption } from './place.js';

/** Trials that a search has in a queue at a time, unless it is told otherwise: those that are drawn before others have ended learn nothing from them. */
export const QUEUED = 8;

/** Kinds of servers, by the scheme of their address. */
const servers: Readonly<Record<string, (address: string) => QueuePlace>> = {
  'redis:': redisAt,
  'rediss:': redisAt,
  'postgres:': postgresAt,
  'postgresql:': postgresAt,
};

function redisAt(address: string): QueuePlace {
  const [redis, prefix] = withoutOption(address, 'prefix');
  return { redis, ...(prefix !== undefined && { prefix }) };
}

function postgresAt(address: string): QueuePlace {
  const [connectionString, schema] = withoutOption(address, 'schema');
  return { postgres: { connectionString, ...(schema !== undefined && { schema }) } };
}

/** What a connection may be, for `--help`. */
export const connectionsHelp = 'redis://host:6379?prefix=NAME or postgres://user@host/database?schema=NAME';

/** Whether a command was told of a queue. */
export const isQueued = (options: Options): boolean => options.has('queue') || options.has('connection');

/**
 * The queue that a command was told of; undefined where it was told of none.
 *
 * @throws `bad-usage` for a queue without a server, a server without a queue, and an address of another kind of server.
 */
export function queueOf(options: Options): QueuePlace | undefined {
  if (!isQueued(options)) return undefined;
  const [queue, address] = [options.required('queue'), options.required('connection')];
  const place = URL.canParse(address) ? servers[new URL(address).protocol] : undefined;
  if (!place) throw usageError(`--connection is ${connectionsHelp}.`, options.command);
  const lease = options.number('lease', 0);
  return { ...place(address), queue, ...(lease !== undefined && { lease }) };
}

/** Whether an address says a password. */
export const hasPassword = (address = ''): boolean => URL.canParse(address) && new URL(address).password !== '';

/** Options that a worker of a queue takes: all others are for whoever searches. */
const own: readonly FlagName[] = ['queue', 'connection', 'workers', 'timeout', 'lease', 'json', 'quiet'];

/** @throws `bad-usage` for an option that says something of the study. */
export function requireOwn({ given, command }: Options): void {
  const other = Object.keys(given).find((flag) => !own.some((each) => each === flag));
  if (other === undefined) return;
  throw usageError(
    `A worker of a queue knows no study: leave out --${other}, and give it to the run that fills the queue.`,
    command,
  );
}
