import type { Command } from '../cli/command.js';
import { loadObjective } from '../study/objective.js';
import { existingStorageAt } from '../study/place.js';
import { runningFlags, studyFlags } from '../study/search-options.js';
import { findStudy, join } from './join.js';
import { nameOf } from './run.js';

/** Joins a study. */
export const worker: Command = {
  summary: 'Joins a study that another process began, here or on another machine, until it has its total.',
  words: [{ name: 'OBJECTIVE.js', example: 'objective.js' }],
  flags: ['storage', 'name', 'trials', 'total', ...studyFlags, ...runningFlags],
  notes:
    () => `Sampler, pruner, seed and total are those that run was given, as kept beside the study. Start as many as you like: each takes
trials of its own, and those of workers that have died. All must reach PLACE.`,
  async run(options, surroundings) {
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
