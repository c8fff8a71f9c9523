import { GlassboxError, requireArgument } from '@glassbox/core';
import type { Executor, Objective, TrialSource } from './executor.js';
import { ObjectiveWorker, type OpenPort } from './objective-worker.js';
import { KnownCalls, TrialSession } from './trial-session.js';

/** Options of executors whose workers can be ended. */
export interface TimeoutOptions {
  /** Seconds that a trial may take; its worker is then ended, and it fails. Default: as long as it likes. */
  readonly timeout?: number;
}

/** How an executor keeps workers. */
export interface PoolSettings extends TimeoutOptions {
  readonly name: string;
  /** What a worker is called where it ends. */
  readonly kind: string;
  readonly count: number;
  readonly open: OpenPort;
}

/** @throws `bad-argument` where an objective is a function, which cannot go elsewhere. */
export function requireModule(objective: Objective | URL): URL {
  if (objective instanceof URL) return objective;
  throw new GlassboxError(
    'bad-argument',
    "Workers run an objective from a module. Pass its URL: new URL('./objective.js', import.meta.url).",
  );
}

/** @throws `bad-argument` unless it is undefined or above 0. */
export const requireTimeout = (timeout: number | undefined): void =>
  requireArgument(timeout === undefined || timeout > 0, `timeout is above 0 seconds, but ${timeout} came.`);

/** @throws `bad-argument` unless it is a whole number of at least 1. */
export const requireCount = (what: string, count: number): void =>
  requireArgument(
    Number.isInteger(count) && count >= 1,
    `${what} takes a whole number of at least 1, but ${count} came.`,
  );

/** Does the same several times at a time, and fails with the first failure when all have ended. */
export async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, work));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}

/** An executor of workers that are kept here, one trial at a time each. */
export function pool(settings: PoolSettings): Executor {
  requireTimeout(settings.timeout);
  requireCount(settings.name, settings.count);
  return {
    name: settings.name,
    async run(objective, source) {
      const module = requireModule(objective);
      const known = new KnownCalls();
      await inParallel(settings.count, () => serve(settings, module, source, known));
    },
  };
}

/** Keeps one worker at work. */
async function serve(settings: PoolSettings, objective: URL, source: TrialSource, known: KnownCalls): Promise<void> {
  const start = () => ObjectiveWorker.start(settings.kind, settings.open, objective);
  let worker = await start();
  const stop = () => worker.stop();
  source.signal?.addEventListener('abort', stop);
  try {
    for (let trial = await source.next(); trial; trial = await source.next()) {
      await source.end(trial, await worker.run(new TrialSession(trial, known), settings.timeout));
      if (!worker.isAlive && !source.signal?.aborted) worker = await start();
    }
  } finally {
    source.signal?.removeEventListener('abort', stop);
    worker.stop();
  }
}
