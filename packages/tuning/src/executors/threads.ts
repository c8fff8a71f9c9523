import type { Executor } from './executor.js';
import type { OpenPort } from './objective-worker.js';
import { pool, type TimeoutOptions } from './pool.js';
import type { Message } from './task.js';
import { threadPort } from './thread-port.js';
import { threadProgram } from './thread-program.js';

/** What of Node's threads is used. */
interface NodeThread {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (text: string) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  terminate(): Promise<number>;
}

interface WorkerThreads {
  readonly Worker: new (code: string, options: { readonly eval: true }) => NodeThread;
}

const program = threadProgram(`
const { parentPort } = require('node:worker_threads');
const post = (text) => parentPort.postMessage(text);
const listen = (take) => parentPort.on('message', take);`);

/** Runs an objective in a thread of Node. */
const openThread: OpenPort = (objective, receive, ended) => {
  const { Worker } = process.getBuiltinModule('node:worker_threads') as WorkerThreads;
  const thread = new Worker(program, { eval: true });
  thread.on('message', (text) => receive(JSON.parse(text) as Message));
  thread.on('error', ({ message }) => ended(`with an error: ${message}`));
  thread.on('exit', (code) => ended(`with status ${code}`));
  return threadPort(thread, objective, () => void thread.terminate());
};

/**
 * Runs trials in threads of Node, one at a time each; otherwise as {@link workers}. Threads start sooner and take less memory; a crash of native
 * code ends the whole program, and native TensorFlow does not load in a second thread: use {@link workers} there.
 *
 * @param count threads, at least 1.
 * @throws as {@link workers}.
 */
export const threads = (count: number, options: TimeoutOptions = {}): Executor =>
  pool({ ...options, name: 'threads', kind: 'thread', count, open: openThread });
