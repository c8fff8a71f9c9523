import { requireArgument } from '@glassbox/core';
import type { Trial } from '../study/trial.js';
import { BullMqClient, type QueuePlace } from './bullmq-client.js';
import { Coordinator } from './bullmq-coordinator.js';
import type { Executor, TrialSource } from './executor.js';
import { inParallel, requireCount, requireModule } from './pool.js';
import { KnownCalls, TrialSession } from './trial-session.js';

/** Options of {@link bullmq}. */
export interface BullMqOptions extends QueuePlace {
  /** Trials that are in the queue or run at a time. Default 64; as many as there are worker processes is enough where a trial takes long. */
  readonly concurrency?: number;
}

/**
 * Runs trials on any number of machines: a BullMQ 6 queue on Redis, Valkey or PostgreSQL carries them to those that run {@link bullmqWorker}.
 *
 * Parameters are drawn, reports judged and everything is kept in the process that calls `optimize`. It begins no trial until a worker is there that
 * can run the objective. A trial whose worker dies is run again within two leases. A coordinator that dies is replaced by starting it again with
 * the same storage: it takes what was running after the study's lease; what workers say to the dead one is heard by nobody.
 *
 * A server that starts anew is waited for: on PostgreSQL for half a minute, on Redis without end. Trials that run meanwhile go on.
 *
 * @throws `bad-argument` unless one server is given; `missing-package` where `bullmq` or its client is not installed, when it runs; and `optimize`
 * throws `queue-failed` where the server cannot be reached or does not come back, which gives all trials back.
 */
export function bullmq(options: BullMqOptions): Executor {
  const { concurrency = 64, lease = 30 } = options;
  requireCount('concurrency', concurrency);
  requireArgument(lease > 0, `A lease is above 0 seconds, but ${lease} came.`);
  return {
    name: 'bullmq',
    async run(objective, source) {
      const module = requireModule(objective);
      const coordinator = await Coordinator.open(new BullMqClient(options), module, lease);
      const known = new KnownCalls();
      const { signal } = source;
      const abort = () => coordinator.abort();
      signal?.addEventListener('abort', abort);
      try {
        if (!signal?.aborted) await coordinator.probe();
        await inParallel(concurrency, async () => {
          for (let trial = await source.next(); trial; trial = await source.next()) {
            await runOne(coordinator, source, trial, known);
          }
        });
      } finally {
        signal?.removeEventListener('abort', abort);
        await coordinator.close();
      }
    },
  };
}

/** A trial that nobody will run any more is given back before that is told. */
async function runOne(coordinator: Coordinator, source: TrialSource, trial: Trial, known: KnownCalls): Promise<void> {
  const outcome = await coordinator.run(new TrialSession(trial, known)).catch(async (error: Error) => {
    await source.end(trial, { state: 'waiting', lost: false, reason: error.message });
    throw error;
  });
  await source.end(trial, outcome);
}
