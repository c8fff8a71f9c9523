import { type Callback, type Logs, requireArgument, type TrainingControl } from '@glassbox/core';
import { type ModelPlace, type ModelStorage, storageAt } from '../saving/storage.js';
import { requireWhole } from '../schedules/schedule.js';
import type { ResumableControl } from '../training/training-run.js';

/** Options of {@link backupAndRestore}. */
export interface BackupOptions {
  /** Epochs between two backups, a whole number above 0. Default 1. */
  readonly everyEpochs?: number;
  /** Steps within an epoch between two backups, a whole number above 0. Default none: only at the ends of epochs. */
  readonly everySteps?: number;
  /** Whether the backup is removed when training ends. Default true. */
  readonly removeAtEnd?: boolean;
}

/** A callback that knows of a run that was not finished. */
export interface BackupCallback extends Callback {
  /** Where the unfinished run is kept; undefined where there is none. */
  backup(): Promise<ModelPlace | undefined>;
}

/**
 * Lets a run survive a crash: it is backed up as it goes, and the next `fit` with this callback (in a new process, with the same layers,
 * seed, optimizer and data) goes on from the last backup by itself and ends bit for bit as the run that never stopped. A run that ends
 * leaves no backup.
 *
 * @param place a folder, an address such as `indexeddb://run`, or a storage with `has` and `remove`. A backup replaces the one before in one
 * go, so that a crash while it is written leaves the old one.
 * @throws `bad-checkpoint` from `fit` where the backup belongs to another model. Keras: BackupAndRestore.
 */
export function backupAndRestore(place: ModelPlace, options: BackupOptions = {}): BackupCallback {
  const { everyEpochs = 1, everySteps, removeAtEnd = true } = options;
  requireWhole('everyEpochs', everyEpochs);
  if (everySteps !== undefined) requireWhole('everySteps', everySteps);
  const storage = requireManaged(storageAt(place));
  const save = async (control: TrainingControl) => storage.save(await (control as ResumableControl).checkpoint());
  const saveSound = async (logs: Logs, control: TrainingControl) => {
    // After a loss of NaN the weights are lost; the last backup is better.
    if (Number.isFinite(logs.loss)) await save(control);
  };
  return {
    name: 'backupAndRestore',
    runsLast: true,
    backup: async () => ((await storage.has()) ? storage : undefined),
    ...(everySteps !== undefined && {
      onBatchEnd: (step: number, logs: Logs, control: TrainingControl) =>
        step % everySteps === 0 ? saveSound(logs, control) : undefined,
    }),
    onEpochEnd: (epoch, logs, control) => (epoch % everyEpochs === 0 ? saveSound(logs, control) : undefined),
    onAbort: save,
    onTrainEnd: () => (removeAtEnd ? storage.remove() : undefined),
  };
}

type ManagedStorage = Required<ModelStorage>;

function requireManaged(storage: ModelStorage): ManagedStorage {
  requireArgument(
    storage.has && storage.remove,
    'backupAndRestore needs a storage with has() and remove(), to know of a run that was not finished.',
  );
  return storage as ManagedStorage;
}

/** The unfinished run that one of the callbacks knows of. */
export async function backupPlace(callbacks: readonly Callback[] = []): Promise<ModelPlace | undefined> {
  for (const callback of callbacks) {
    const place = 'backup' in callback ? await (callback as BackupCallback).backup() : undefined;
    if (place !== undefined) return place;
  }
  return undefined;
}
