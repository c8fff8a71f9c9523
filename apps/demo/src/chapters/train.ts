import type { History } from '@glassbox/core';
import { checkpoint, type Sequential } from '@glassbox/models';
import { progressBar } from '@glassbox/viz';
import type { Context } from './chapter.js';

/**
 * Trains a network as the notebook does. A Ctrl-C leaves a checkpoint under the training's name, and a resumed run goes on from it.
 *
 * @throws `aborted` after the checkpoint is written.
 */
export async function train(network: Sequential, training: string, context: Context): Promise<History> {
  const { settings, unfinished, signal, facts, terminal } = context;
  const resume = await unfinished.open(training, settings);
  return network.fit(facts.get('train'), {
    epochs: settings.epochs,
    batchSize: 32,
    validationSplit: 0.2,
    callbacks: [checkpoint(unfinished.place(training))],
    signal,
    progress: false,
    onEvent: progressBar(terminal),
    ...resume,
  });
}

/** Mean seconds of an epoch, validation included. */
export const secondsPerEpoch = ({ seconds }: History): number =>
  seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
