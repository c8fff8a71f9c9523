import { type Callback, requireArgument, type TrainingControl } from '@glassbox/core';
import { type ModelPlace, storageAt } from '../saving/storage.js';
import type { ResumableControl } from './training-run.js';

/** Options of {@link checkpoint}. */
export interface CheckpointOptions {
  /** Epochs between two checkpoints, a whole number above 0. Default 1. */
  readonly everyEpochs?: number;
}

/**
 * Saves everything that resuming needs, after every epoch and when the run is cancelled: weights, what the optimizer remembers, the
 * history, the step. Go on with `fit(data, { resumeFrom: place })` on a model of the same layers, seed and optimizer: the run ends
 * as the one that was never stopped.
 *
 * @param place a folder, an address such as `indexeddb://run`, or a storage. The checkpoint is a saved model too.
 */
export function checkpoint(place: ModelPlace, { everyEpochs = 1 }: CheckpointOptions = {}): Callback {
  requireArgument(
    Number.isInteger(everyEpochs) && everyEpochs > 0,
    `everyEpochs is a whole number above 0, but ${everyEpochs} came.`,
  );
  const save = async (control: TrainingControl) =>
    storageAt(place).save(await (control as ResumableControl).checkpoint());
  return {
    name: 'checkpoint',
    runsLast: true,
    onEpochEnd: (epoch, _logs, control) => (epoch % everyEpochs === 0 ? save(control) : undefined),
    onAbort: save,
  };
}
