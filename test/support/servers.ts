import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, findRedis, NO_POSTGRES, NO_REDIS } from '../../scripts/setup/servers.mjs';

export { findPostgres, findRedis, NO_POSTGRES as noPostgres, NO_REDIS as noRedis };

/** A server that a test has for itself, on a port of this machine that nobody else had. */
export interface Server {
  readonly url: string;
  /** Ends it, and removes what it has written. */
  stop(): Promise<void>;
}

/** Starts Redis, in memory alone. */
export async function startRedis(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-redis-'));
  const port = await freePort();
  const given = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn(findRedis()!, given, { stdio: ['ignore', 'pipe', 'pipe'] });
  await said(server, 'Ready to accept connections');
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(server, 'SIGTERM', folder) };
}

/** Starts PostgreSQL with a database `postgres`, as the user `postgres`, whom anybody on this machine may be. */
export async function startPostgres(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-postgres-'));
  const as = notRoot();
  if (as) chownSync(folder, as.uid, as.gid);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const data = ['-D', join(folder, 'data')];
  const options = { ...as, cwd: folder };
  execFileSync(findPostgres('initdb')!, [...data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8'], options);
  const given = [...data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(findPostgres('postgres')!, given, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  await said(server, 'ready to accept connections');
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return { url, stop: () => stop(server, 'SIGINT', folder) };
}

/** The user that Debian's package makes, where this process is root, whom PostgreSQL refuses. */
function notRoot(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address!.port : 0));
    });
  });
}

/** Waits until a server says so in its log. */
function said(server: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    for (const stream of [server.stdout!, server.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes(words)) resolve();
      });
    }
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${log}`)));
  });
}

function stop(server: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  return new Promise((resolve) => {
    const remove = () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    };
    if (server.exitCode !== null || server.signalCode !== null) return remove();
    server.once('exit', remove);
    server.kill(signal);
  });
}
