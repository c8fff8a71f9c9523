import { GlassboxError, requireArgument } from '@glassbox/core';
import type { Executor, TrialSource } from './executor.js';
import { WorkerProcess } from './worker-process.js';

/** Options of {@link workers}. */
export interface WorkerOptions {
  /** Seconds that a trial may take; its process is then ended, and it fails. Default: as long as it likes. */
  readonly timeout?: number;
  /** Takes what the objective prints, on either of its outputs. Default: it is printed on those of this process. */
  readonly onOutput?: (text: string) => void;
}

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
export function workers(count: number, options: WorkerOptions = {}): Executor {
  const { timeout } = options;
  requireArgument(timeout === undefined || timeout > 0, `timeout is above 0 seconds, but ${timeout} came.`);
  requireArgument(
    Number.isInteger(count) && count >= 1,
    `workers takes a whole number of at least 1, but ${count} came.`,
  );
  return {
    name: 'workers',
    async run(objective, source) {
      if (!(objective instanceof URL)) {
        throw new GlassboxError(
          'bad-argument',
          "Worker processes run an objective from a module. Pass its URL: new URL('./objective.js', import.meta.url).",
        );
      }
      const outcomes = await Promise.allSettled(Array.from({ length: count }, () => serve(objective, source, options)));
      const failure = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failure) throw failure.reason;
    },
  };
}

/** Keeps one process at work. */
async function serve(objective: URL, source: TrialSource, { timeout, onOutput }: WorkerOptions): Promise<void> {
  let worker = await WorkerProcess.start(objective, onOutput);
  const stop = () => worker.stop();
  source.signal?.addEventListener('abort', stop);
  try {
    for (let trial = await source.next(); trial; trial = await source.next()) {
      await source.end(trial, await worker.run(trial, timeout));
      if (!worker.isAlive && !source.signal?.aborted) worker = await WorkerProcess.start(objective, onOutput);
    }
  } finally {
    source.signal?.removeEventListener('abort', stop);
    worker.stop();
  }
}
