import { GlassboxError } from '@glassbox/core';
import { allStudies, type Storage, type StudySnapshot } from '@glassbox/tuning';
import type { Given, Options } from '../cli/options.js';
import type { Surroundings } from '../cli/surroundings.js';
import type { ObjectiveModule } from '../study/objective.js';
import { openStudy, pluginsOf } from '../study/open-study.js';
import { NOTE, noteOf, type RecordedRun, recordedRun } from '../study/recorded-run.js';
import { search } from '../study/search.js';
import { requireEnd, runningOf, totalOf, wayOn } from '../study/search-options.js';

/** A study that is there, and what it was begun with. */
export interface Found {
  readonly snapshot: StudySnapshot;
  readonly recorded: RecordedRun | undefined;
}

/**
 * The study of a name, or the only one where none is named.
 *
 * @param fallback the name that is meant where there are several and none is named.
 * @throws `no-study`, `several-studies`.
 */
export async function findStudy(storage: Storage, name: string | undefined, fallback?: string): Promise<Found> {
  const studies = await allStudies(storage);
  const names = studies.map((study) => study.name);
  const list = names.map((each) => `'${each}'`).join(', ') || 'none';
  const wanted = name ?? (studies.length === 1 ? names[0] : fallback);
  const snapshot = studies.find((study) => study.name === wanted);
  if (snapshot) return { snapshot, recorded: recordedRun(snapshot.userAttributes) };
  if (wanted !== undefined || studies.length === 0) {
    const what = wanted === undefined ? 'no study' : `no study '${wanted}'`;
    throw new GlassboxError('no-study', `There is ${what} there yet. Studies there: ${list}. Begin one with run.`);
  }
  throw new GlassboxError('several-studies', `There are several studies there; say which with --name: ${list}.`);
}

/** What was kept that counts for a command: each process that joins says for itself how it runs trials. */
function ofStudy(kept: Given, command: string): Given {
  const { workers: _, queue: __, connection: ___, ...rest } = kept;
  return command === 'resume' ? kept : rest;
}

/** Runs trials of a study that is there, until it has its total. */
export async function join(
  storage: Storage,
  place: string,
  { options, found, objective }: { options: Options; found: Found; objective: ObjectiveModule },
  surroundings: Surroundings,
): Promise<number> {
  const { recorded, snapshot } = found;
  const all = options.over(ofStudy(recorded?.options ?? {}, options.command));
  const running = runningOf(all);
  // A seed that was kept is that of the sampler which was kept with it.
  const seed = all.whole('seed', 0) ?? Math.floor(Math.random() * 2 ** 31);
  const plugins = pluginsOf(all, objective.settings, seed);
  const kept = recorded?.total === undefined || options.has('trials') ? {} : { total: [String(recorded.total)] };
  const bounded = all.over(kept);
  requireEnd(bounded, plugins.sampler);
  const { settings } = objective;
  const study = await openStudy({
    storage,
    name: snapshot.name,
    ...plugins,
    settings,
    lease: running.lease,
    directions: undefined,
  });
  const total = totalOf(bounded, plugins.sampler, study.trials);
  if (recorded && options.command === 'resume' && options.has('total')) {
    // What counts from now on, also for the next time.
    await study.setAttribute(NOTE, noteOf({ ...recorded, total }));
  }
  return search(
    {
      study,
      objective: objective.url,
      trials: bounded.whole('trials', 0),
      total,
      ...running,
      wayOn: wayOn(place, study.name),
    },
    surroundings,
  );
}
