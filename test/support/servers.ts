import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, findRedis, NO_POSTGRES, NO_REDIS } from '../../scripts/setup/servers.mjs';

export { findPostgres, findRedis, NO_POSTGRES as noPostgres, NO_REDIS as noRedis };

/** A server that a test has for itself, on a port of this machine that nobody else had. */
export interface Server {
  readonly url: string;
  /** Lets it crash, and starts it anew with what it had kept; resolves when it is there again. */
  crash(): Promise<void>;
  /** Ends it, and removes what it has written. */
  stop(): Promise<void>;
}

/** Starts Redis, which keeps what it was told but does not wait for the disk. */
export async function startRedis(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-redis-'));
  const port = await freePort();
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'no', '--dir', folder];
  const start = () => spawn(findRedis()!, ['--port', `${port}`, '--bind', '127.0.0.1', ...kept], heard);
  return running(`redis://127.0.0.1:${port}`, folder, {
    start,
    ready: 'Ready to accept connections',
    stop: 'SIGTERM',
    crash: 'SIGKILL',
  });
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
  return running(`postgres://postgres@127.0.0.1:${port}/postgres`, folder, {
    start: () => spawn(findPostgres('postgres')!, given, { ...options, ...heard }),
    ready: 'ready to accept connections',
    stop: 'SIGINT',
    // The first process ends the others at once; a killed one would leave them.
    crash: 'SIGQUIT',
  });
}

const heard: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] };

/** How a kind of server is run. */
interface Run {
  start(): ChildProcess;
  /** What it says in its log once it is there. */
  readonly ready: string;
  readonly stop: NodeJS.Signals;
  readonly crash: NodeJS.Signals;
}

async function running(url: string, folder: string, { start, ready, stop, crash }: Run): Promise<Server> {
  let server = start();
  await said(server, ready);
  return {
    url,
    async crash() {
      await ended(server, crash);
      server = start();
      await said(server, ready);
    },
    async stop() {
      await ended(server, stop);
      rmSync(folder, { recursive: true, force: true });
    },
  };
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

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  await exit;
}
