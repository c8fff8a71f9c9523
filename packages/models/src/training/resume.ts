import { GlassboxError } from '@glassbox/core';
import type { Network } from '../model/network.js';
import { assignSaved, glassboxMetadata } from '../saving/model-artifacts.js';
import { type ModelPlace, storageAt } from '../saving/storage.js';
import type { OptimizerState } from './optimizer-state.js';
import type { RunState } from './training-run.js';

/**
 * Puts a checkpoint back: weights, what the optimizer remembers, and where the run stood.
 *
 * @throws `bad-checkpoint` where the file is a model but no checkpoint, or was made with another seed or optimizer.
 */
export async function restoreCheckpoint(place: ModelPlace, network: Network, state: OptimizerState): Promise<RunState> {
  const artifacts = await storageAt(place).load();
  const metadata = glassboxMetadata(artifacts);
  if (!metadata?.run || !metadata.optimizer) {
    throw new GlassboxError(
      'bad-checkpoint',
      'This is a saved model, not a checkpoint: it does not say where a run stood. Use loadModel.',
    );
  }
  const { seed, optimizer, run } = metadata;
  requireSame('seed', seed, network.seed);
  requireSame('optimizer', optimizer.name, state.optimizer.name);
  state.restore(assignSaved(network, artifacts), optimizer.step, optimizer.learningRate);
  return run;
}

function requireSame(what: string, saved: unknown, now: unknown): void {
  if (saved === now) return;
  throw new GlassboxError(
    'bad-checkpoint',
    `The checkpoint was made with ${what} ${String(saved)}, but the model has ${String(now)}.`,
    {
      details: { what, saved, now },
    },
  );
}
