import { GlassboxError } from '@glassbox/core';
import type { Command } from '../cli/command.js';
import { loadObjective } from '../study/objective.js';
import { existingStorageAt } from '../study/place.js';
import { runningFlags, stopFlags } from '../study/search-options.js';
import { findStudy, join } from './join.js';

/** Goes on with a study. */
export const resume: Command = {
  summary: 'Goes on with a study that was stopped or killed, to the total that run was asked for.',
  words: [],
  flags: ['storage', 'name', 'objective', 'total', ...runningFlags, ...stopFlags],
  notes: () =>
    'Everything but --storage is as run was given it; what you say here counts instead. A --connection with a password is not kept: say it again.',
  async run(options, surroundings) {
    const place = options.required('storage');
    const storage = existingStorageAt(place);
    try {
      const found = await findStudy(storage, options.text('name'));
      const { recorded, snapshot } = found;
      const file = options.text('objective') ?? recorded?.objective;
      if (file === undefined) {
        throw new GlassboxError(
          'nothing-to-resume',
          `Study '${snapshot.name}' was not begun by run. Say its objective and how many trials: --objective FILE --total N.`,
        );
      }
      const objective = await loadObjective(file);
      return await join(storage, place, { options, found, objective }, surroundings);
    } finally {
      await storage.close?.();
    }
  },
};
