import { nop } from '../pruners/pruner.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { Replay } from '../storages/replay.js';
import type { Storage } from '../storages/storage.js';
import { checkHolding, Study, type StudyOptions } from './study.js';
import { StudyLog } from './study-log.js';
import type { Json, StudyView } from './trial-record.js';

/** Options of {@link loadStudy}: where it is, and all else that {@link createStudy} takes but directions, which a study that is there has. */
export interface LoadStudyOptions extends Omit<StudyOptions, 'direction' | 'directions' | 'storage'> {
  readonly storage: Storage;
}

/**
 * Opens a study that is there, and writes nothing.
 *
 * @param options `name` may be left out where the storage has one study.
 * @throws `no-study` where there is none (of the name); `several-studies` where none is named and there are several.
 * @example
 * const study = await loadStudy({ storage: journal('sweep.log') });
 * console.log(study.best.params);
 */
export async function loadStudy({ storage, ...options }: LoadStudyOptions): Promise<Study> {
  const { sampler = tpe(), pruner = nop() } = options;
  const holding = checkHolding(options);
  const log = await StudyLog.load(storage, options.name, holding);
  return new Study(log, sampler, pruner, holding, options.space);
}

/** A study as it is known at one moment, with its notes. */
export interface StudySnapshot extends StudyView {
  readonly userAttributes: Readonly<Record<string, Json>>;
}

/** All studies of a storage as they are now, in the order in which they were made. */
export async function allStudies(storage: Storage): Promise<readonly StudySnapshot[]> {
  const replay = new Replay();
  replay.apply((await storage.read(0)).operations);
  return replay.studies;
}
