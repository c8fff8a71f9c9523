import path from 'node:path';
import { memory, type Study } from '@glassbox/tuning';
import type { Command } from '../cli/command.js';
import type { Options } from '../cli/options.js';
import type { Surroundings } from '../cli/surroundings.js';
import { pluginHelp } from '../plugins/plugin.js';
import { pruners } from '../plugins/pruners.js';
import { samplers } from '../plugins/samplers.js';
import { loadObjective, type ObjectiveModule } from '../study/objective.js';
import { directionsOf, openStudy, pluginsOf } from '../study/open-study.js';
import { placesHelp, storageAt } from '../study/place.js';
import { connectionsHelp, QUEUED } from '../study/queue.js';
import { NOTE, noteOf } from '../study/recorded-run.js';
import { search } from '../study/search.js';
import {
  keptOptions,
  requireEnd,
  runningFlags,
  runningOf,
  stopFlags,
  studyFlags,
  totalOf,
  wayOn,
} from '../study/search-options.js';

/** Begins a study, or adds to one. */
export const run: Command = {
  summary: 'Runs trials of an objective: a module whose default export is async (trial) => value.',
  words: [{ name: 'OBJECTIVE.js', example: 'objective.js' }],
  flags: ['trials', 'total', 'storage', 'name', 'direction', ...studyFlags, ...runningFlags, ...stopFlags],
  notes:
    () => `The module may also export study: { name, direction, directions, space, sampler, pruner, lease, losses }, which options override.

Without --storage the study is kept nowhere. A PLACE is ${placesHelp()}.

${pluginHelp(samplers, 'tpe:startupTrials=20,group=true')}

${pluginHelp(pruners, 'asha:minResource=2,reductionFactor=3')}
The pruner that patient asks comes last, with its own options: patient:patience=3,pruner=asha:minResource=2,reductionFactor=3

With --queue NAME --connection URL trials are run by the processes that have worker --queue with
the same, on any machines; --workers says how many are in the queue or run at a time (default ${QUEUED}).
It takes npm install bullmq, and ioredis or pg. A URL is
${connectionsHelp}.

Ctrl-C gives running trials back and says how to resume; a second Ctrl-C leaves at once.`,
  async run(options, surroundings) {
    const running = runningOf(options);
    const objective = await loadObjective(options.words[0]!);
    const seed = options.whole('seed', 0) ?? Math.floor(Math.random() * 2 ** 31);
    const plugins = pluginsOf(options, objective.settings, seed);
    requireEnd(options, plugins.sampler);
    const place = options.text('storage');
    const storage = place === undefined ? memory() : storageAt(place);
    try {
      const study = await openStudy({
        storage,
        name: nameOf(options, objective),
        ...plugins,
        settings: objective.settings,
        lease: running.lease,
        directions: directionsOf(options, objective.settings),
      });
      const total = totalOf(options, plugins.sampler, study.trials);
      const isOwn = typeof (options.text('sampler') ?? objective.settings.sampler ?? '') !== 'string';
      await study.setAttribute(
        NOTE,
        noteOf({ objective: objective.path, options: kept(options, isOwn ? undefined : seed), total }),
      );
      return await begin(study, objective, { options, total, place }, surroundings);
    } finally {
      await storage.close?.();
    }
  },
};

/** The name of a study that was given none: the objective's own, or else its file's. */
export const nameOf = (options: Options, { path: file, settings }: ObjectiveModule): string =>
  options.text('name') ?? settings.name ?? path.parse(file).name;

/** The seed is kept too where it came by chance. */
const kept = (options: Options, seed: number | undefined) =>
  keptOptions(seed === undefined ? options : options.over({ seed: [String(seed)] }));

function begin(
  study: Study,
  { url }: ObjectiveModule,
  { options, total, place }: { options: Options; total: number | undefined; place: string | undefined },
  surroundings: Surroundings,
): Promise<number> {
  const trials = options.has('total') ? undefined : options.whole('trials', 0);
  return search(
    { study, objective: url, trials, total, ...runningOf(options), wayOn: wayOn(place, study.name) },
    surroundings,
  );
}
