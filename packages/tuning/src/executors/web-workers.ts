import { GlassboxError } from '@glassbox/core';
import type { Executor } from './executor.js';
import type { OpenPort } from './objective-worker.js';
import { pool, type TimeoutOptions } from './pool.js';
import type { Message } from './task.js';
import { threadPort } from './thread-port.js';
import { threadProgram } from './thread-program.js';

const program = threadProgram(`
const post = (text) => self.postMessage(text);
const listen = (take) => self.addEventListener('message', ({ data }) => take(data));`);

/** Runs an objective in a Web Worker, whose program is no file of its own. */
const openWebWorker: OpenPort = (objective, receive, ended) => {
  requireIsolation();
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const worker = new Worker(address, { type: 'module' });
  worker.addEventListener('message', ({ data }) => {
    URL.revokeObjectURL(address);
    receive(JSON.parse(data as string) as Message);
  });
  worker.addEventListener('error', (event) => {
    worker.terminate();
    ended(`with an error: ${event.message}`);
  });
  return threadPort(worker, objective, () => {
    worker.terminate();
    ended('as it was told');
  });
};

/** @throws `unsupported` where a page has no workers, or may share no memory with them. */
function requireIsolation(): void {
  if (typeof Worker === 'undefined') {
    throw new GlassboxError('unsupported', 'webWorkers() runs in a browser. In Node use threads() or workers().');
  }
  if (globalThis.crossOriginIsolated) return;
  throw new GlassboxError(
    'unsupported',
    'webWorkers() shares memory with its workers, which takes a cross-origin isolated page. Serve it with the headers ' +
      'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.',
  );
}

/**
 * Runs trials in Web Workers, one at a time each; otherwise as {@link workers}. The objective is a module that the browser can load by its URL:
 * one in `public/`, or what a bundler makes of `new URL('./objective.js', import.meta.url)`.
 *
 * @param count Web Workers, at least 1.
 * @throws as {@link workers}, and `unsupported` outside of a cross-origin isolated page.
 */
export const webWorkers = (count: number, options: TimeoutOptions = {}): Executor =>
  pool({ ...options, name: 'web-workers', kind: 'Web Worker', count, open: openWebWorker });
