import { GlassboxError } from '@glassbox/core';
import { chosenStudy } from '../study/chosen-study.js';
import type { Operation } from './operation.js';
import { Replay } from './replay.js';
import type { Storage } from './storage.js';

/** Options of {@link copyStudy}. */
export interface CopyStudyOptions {
  readonly from: Storage;
  readonly to: Storage;
  /** Which study. Default: the only one of `from`. */
  readonly name?: string;
  /** Under which name it is copied. Default: its own. */
  readonly as?: string;
}

/**
 * Copies a study with its whole history into another storage, beside the studies that are there; gives the name that it has there.
 *
 * @throws `no-study` and `several-studies` as `loadStudy`; `study-exists` where the other storage has one of the name.
 * @example
 * await copyStudy({ from: journal('sweep.log'), to: journal('all.log'), name: 'mnist' });
 */
export async function copyStudy({ from, to, name, as }: CopyStudyOptions): Promise<string> {
  const { operations } = await from.read(0);
  const source = new Replay();
  source.apply(operations);
  const study = chosenStudy(source.studies, name);
  const target = as ?? study.name;
  const replay = new Replay();
  await to.update(0, (fresh) => {
    replay.apply(fresh.operations);
    if (!replay.study(target)) return moved(operations, study, target, replay.places);
    throw new GlassboxError('study-exists', `There is a study '${target}' already. Copy it under another name.`);
  });
  return target;
}

/** What makes a study, with the places that its parts get in another log. */
function moved(
  operations: readonly Operation[],
  { id, name, trials }: Pick<Replay['studies'][number], 'id' | 'name' | 'trials'>,
  target: string,
  places: Replay['places'],
): readonly Operation[] {
  const placeOf = new Map(trials.map((trial) => [trial.id, places.trials + trial.number]));
  const made = new Replay();
  return operations.flatMap((operation): readonly Operation[] => {
    made.apply([operation]);
    if (operation.op === 'create-study') {
      // A name that was forgotten may have been taken again: the one that is meant is the one that got its place.
      const isMeant = operation.name === name && made.places.studies === id + 1 && made.study(name)?.id === id;
      return isMeant ? [{ ...operation, name: target }] : [];
    }
    if ('study' in operation) return operation.study === id ? [{ ...operation, study: places.studies }] : [];
    const trial = placeOf.get(operation.trial);
    return trial === undefined ? [] : [{ ...operation, trial }];
  });
}
