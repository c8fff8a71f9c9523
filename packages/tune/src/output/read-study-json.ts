import { GlassboxError } from '@glassbox/core';
import { type Entry, memory, type Operation, type Storage, toInternal } from '@glassbox/tuning';
import { FORMAT, type StudyFile, type TrialFile, VERSION } from './study-json.js';

const timeFrom = (text: string | undefined) => (text === undefined ? {} : { time: Date.parse(text) });

/** What makes a trial again. One that ran when it was written down waits, to be run again. */
function trialEntries(trial: TrialFile): readonly (Entry & { readonly time?: number })[] {
  const place = trial.number;
  const { state, values } = trial;
  const attributes = (owner: 'user' | 'system') =>
    Object.entries(trial[`${owner}Attributes`]).map(
      ([key, value]) => ({ op: 'set-attribute', trial: place, owner, key, value }) as const,
    );
  return [
    { op: 'create-trial', study: 0, state: 'running', ...timeFrom(trial.startedAt) },
    ...Object.entries(trial.distributions).map(([name, distribution]) => {
      const value = toInternal(distribution, trial.params[name]!);
      return { op: 'set-param', trial: place, name, value, distribution } as const;
    }),
    ...trial.reports.map(([step, ...given]) => {
      const all = given.map(Number);
      return { op: 'report', trial: place, step, value: all[0]!, ...(all.length > 1 && { values: all }) } as const;
    }),
    ...attributes('user'),
    ...attributes('system'),
    {
      op: 'set-state',
      trial: place,
      state: state === 'running' ? 'waiting' : state,
      ...(values && { values: values.map(Number) }),
      ...timeFrom(trial.endedAt),
    },
  ];
}

function studyEntries({ name, directions, userAttributes, trials }: StudyFile): readonly Entry[] {
  const notes = Object.entries(userAttributes).map(
    ([key, value]) => ({ op: 'set-study-attribute', study: 0, owner: 'user', key, value }) as const,
  );
  return [{ op: 'create-study', name, directions }, ...notes, ...trials.flatMap(trialEntries)];
}

/**
 * The study of a file that `export` wrote, in a storage of its own.
 *
 * @throws `bad-file` where the text is none, `unknown-version` where a newer version wrote it.
 */
export async function readStudyJson(file: string, text: string): Promise<Storage> {
  const storage = memory();
  try {
    const study = JSON.parse(text) as StudyFile;
    if (study.format !== FORMAT) throw new Error(`its format is ${study.format}, not ${FORMAT}`);
    if (study.version !== VERSION) throw newer(file, study.version);
    const operations = studyEntries(study).map((entry): Operation => ({ ...entry, worker: 'import' }));
    await storage.update(0, () => operations);
  } catch (error) {
    if (error instanceof GlassboxError && error.code === 'unknown-version') throw error;
    const why = (error as Error).message;
    throw new GlassboxError(
      'bad-file',
      `'${file}' is no study that export wrote: ${why}. Name a .json of export, or a .log.`,
    );
  }
  return storage;
}

const newer = (file: string, version: unknown) =>
  new GlassboxError(
    'unknown-version',
    `'${file}' has version ${version} of the format; this program reads version ${VERSION}. Update @glassbox/tune.`,
  );
