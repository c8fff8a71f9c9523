import type { Executor } from './executor.js';
import { pool, type TimeoutOptions } from './pool.js';
import { type ProcessOptions, processPort } from './worker-process.js';

/** Options of {@link workers}. */
export interface WorkerOptions extends TimeoutOptions, ProcessOptions {}

/**
 * Runs trials in processes of their own, one at a time each: the objective may compute as long as it likes, and a crash costs one trial.
 *
 * The objective is a module with a function as its default export, given by its URL: `new URL('./objective.js', import.meta.url)`. Parameters are
 * drawn, reports judged and everything is kept in the process that calls `optimize`; a process that dies is replaced, and its trial is run
 * again.
 *
 * @param count processes, at least 1.
 * @throws `bad-argument` where the objective is a function, which cannot go to another process; `bad-objective` where the module has none.
 */
export const workers = (count: number, options: WorkerOptions = {}): Executor =>
  pool({ ...options, name: 'workers', kind: 'worker process', count, open: processPort(options) });
