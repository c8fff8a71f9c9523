import { readdirSync } from 'node:fs';
import path from 'node:path';
import { installPackages, programOnPath } from './system-packages.mjs';

/** Where Debian keeps the programs of PostgreSQL, by version. */
const POSTGRES = '/usr/lib/postgresql';

export const NO_REDIS =
  'redis-server was not found, so the tests on Redis are skipped: install it (Debian: apt-get install redis-server).';
export const NO_POSTGRES =
  'PostgreSQL was not found, so the tests on it are skipped: install it (Debian: apt-get install postgresql).';

/** The path of redis-server; undefined where there is none. */
export const findRedis = () => programOnPath(['redis-server']);

/**
 * The path of one of PostgreSQL's programs, which Debian does not have on the path; undefined where there is none.
 *
 * @param {'initdb' | 'postgres'} program
 */
export function findPostgres(program) {
  return programOnPath([program], [...versions(), ...(process.env.PATH ?? '').split(path.delimiter)]);
}

function versions() {
  try {
    const newest = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a));
    return newest.map((version) => path.join(POSTGRES, version, 'bin'));
  } catch {
    return [];
  }
}

/** The path of ip, with which tests make hosts; undefined where there is none. */
const findIp = () => programOnPath(['ip'], [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']);

/**
 * Installs Debian's servers for the tests of storages, where they are missing and this process may, and what makes hosts for them; gives what is
 * to be said of the servers that are missing still.
 */
export async function ensureServers() {
  const missing = [
    ...(findRedis() ? [] : ['redis-server']),
    ...(findPostgres('initdb') ? [] : ['postgresql']),
    ...(findIp() || process.platform !== 'linux' ? [] : ['iproute2']),
  ];
  if (missing.length > 0) await installPackages(missing, 'for the tests of storages');
  return [...(findRedis() ? [] : [NO_REDIS]), ...(findPostgres('initdb') ? [] : [NO_POSTGRES])];
}
