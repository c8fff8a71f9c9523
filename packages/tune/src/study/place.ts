import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { GlassboxError, nearestName } from '@glassbox/core';
import { journal, postgres, redisJournal, type Storage, sqlite } from '@glassbox/tuning';

/** Storages on servers, by the scheme of their address. */
const servers: Readonly<Record<string, (address: string) => Storage>> = {
  redis: redisAt,
  rediss: redisAt,
  postgres: postgresAt,
  postgresql: postgresAt,
};

/** Storages in files, by the ending of their name; every other file is a journal. */
const files: Readonly<Record<string, (file: string) => Storage>> = {
  '.db': sqlite,
  '.sqlite': sqlite,
  '.sqlite3': sqlite,
};

/** An address without one of its options, and that option. */
export function withoutOption(address: string, name: string): readonly [address: string, value: string | undefined] {
  const url = new URL(address);
  const value = url.searchParams.get(name);
  if (value === null) return [address, undefined];
  url.searchParams.delete(name);
  return [url.href, value];
}

function redisAt(address: string): Storage {
  const [url, prefix = ''] = withoutOption(address, 'prefix');
  return redisJournal({ url, prefix });
}

function postgresAt(address: string): Storage {
  const [connectionString, table] = withoutOption(address, 'table');
  return postgres({ connectionString, ...(table !== undefined && { table }) });
}

/** Endings of files that are storages. */
export const storageEndings = (): readonly string[] => ['.log', '.jsonl', ...Object.keys(files)];

/** What a place may be, for messages and `--help`. */
export const placesHelp = (): string =>
  [
    'a file such as sweep.log (a journal)',
    'sweep.db (SQLite, for one process at a time)',
    'redis://host:6379?prefix=NAME',
    'postgres://user@host/database?table=NAME',
  ].join(', ');

/**
 * The storage at a place.
 *
 * @throws `unknown-storage` for an address that nothing here reads; `no-folder` where a file's folder is not there.
 */
export function storageAt(place: string): Storage {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(place) ?? [];
  if (scheme !== undefined && scheme !== 'file') return serverAt(scheme.toLowerCase(), place);
  const file = fileOf(place);
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) {
    throw new GlassboxError(
      'no-folder',
      `There is no folder '${folder}' for '${place}'. Make it, or name another place.`,
    );
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new GlassboxError(
      'no-folder',
      `'${place}' is a folder. Name a file in it, such as ${path.join(place, 'sweep.log')}.`,
    );
  }
  const make = files[path.extname(file).toLowerCase()] ?? journal;
  return make(file);
}

function serverAt(scheme: string, place: string): Storage {
  const make = servers[scheme];
  if (make && !URL.canParse(place)) {
    throw new GlassboxError('unknown-storage', `'${place}' is no address. There are: ${placesHelp()}.`);
  }
  if (make) return make(place);
  const nearest = nearestName(scheme, Object.keys(servers));
  const hint = nearest ? ` Did you mean '${nearest}://'?` : '';
  throw new GlassboxError(
    'unknown-storage',
    `No storage has an address with '${scheme}://'.${hint} There are: ${placesHelp()}.`,
  );
}

const fileOf = (place: string) => (place.startsWith('file://') ? fileURLToPath(place) : place);

/** The storage at a place that is to be there already. @throws as {@link storageAt}; `no-storage` where the file is not there. */
export function existingStorageAt(place: string): Storage {
  const storage = storageAt(place);
  const isFile = !place.includes('://') || place.startsWith('file://');
  if (!isFile || existsSync(fileOf(place))) return storage;
  throw new GlassboxError(
    'no-storage',
    `There is no file '${place}'. Name the place that run was given with --storage.`,
  );
}
