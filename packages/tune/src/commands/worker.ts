import type { Command } from '../cli/command.js';
import type { Options } from '../cli/options.js';
import type { Surroundings } from '../cli/surroundings.js';
import { loadObjective } from '../study/objective.js';
import { existingStorageAt } from '../study/place.js';
import { connectionsHelp, isQueued, queueOf, requireOwn } from '../study/queue.js';
import { workOnQueue } from '../study/queue-work.js';
import { runningFlags, studyFlags } from '../study/search-options.js';
import { findStudy, join } from './join.js';
import { nameOf } from './run.js';

/** Joins a study, or whoever fills a queue. */
export const worker: Command = {
  summary: 'Joins a study that another process began, here or on another machine, until it has its total.',
  words: [{ name: 'OBJECTIVE.js', example: 'objective.js' }],
  flags: ['storage', 'name', 'trials', 'total', ...studyFlags, ...runningFlags],
  notes: () => `Sampler, pruner, seed and total are those that run was given, as kept beside the study. Start as
many as you like: each takes trials of its own, and those of workers that have died. All must reach
PLACE.

With --queue NAME --connection URL it needs no PLACE and knows no study: it runs, --workers at a
time, what run --queue has put into that queue, until it is stopped; trials under way then go to
other workers. A URL is ${connectionsHelp}.`,
  async run(options, surroundings) {
    if (isQueued(options)) return onQueue(options, surroundings);
    const place = options.required('storage');
    const objective = await loadObjective(options.words[0]!);
    const storage = existingStorageAt(place);
    try {
      const found = await findStudy(
        storage,
        options.text('name') ?? objective.settings.name,
        nameOf(options, objective),
      );
      return await join(storage, place, { options, found, objective }, surroundings);
    } finally {
      await storage.close?.();
    }
  },
};

async function onQueue(options: Options, surroundings: Surroundings): Promise<number> {
  requireOwn(options);
  const place = queueOf(options)!;
  const workers = options.whole('workers', 1) ?? 1;
  const timeout = options.number('timeout', 0);
  const { url: objective } = await loadObjective(options.words[0]!);
  const [json, quiet] = [options.has('json'), options.has('quiet')];
  return workOnQueue({ place, objective, workers, timeout, json, quiet }, surroundings);
}
