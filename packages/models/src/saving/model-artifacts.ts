import { GlassboxError, isGlassboxError } from '@glassbox/core';
import type { Network } from '../model/network.js';
import { readWeights } from '../model/weight-values.js';
import type { OptimizerState } from '../training/optimizer-state.js';
import type { RunState } from '../training/training-run.js';
import { type ModelArtifacts, type NamedArray, packWeights, unpackWeights } from './artifacts.js';
import { topologyOf } from './topology.js';

/** What Glassbox adds to a saved model, under `userDefinedMetadata.glassbox`. */
export interface GlassboxMetadata {
  readonly version: 1;
  readonly seed: number;
  readonly optimizer?: { readonly name: string; readonly step: number; readonly learningRate: number };
  readonly run?: RunState;
}

/** What else to write with a model. */
export interface ArtifactParts {
  readonly name: string;
  /** Data of the user's own that travels with the model, such as a normalizer's JSON. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Writes what the optimizer remembers too, so that training can go on. */
  readonly optimizer?: OptimizerState | undefined;
  readonly run?: RunState | undefined;
}

/** A network as data in tfjs's LayersModel format. */
export async function artifactsOf(
  network: Network,
  { name, metadata, optimizer, run }: ArtifactParts,
): Promise<ModelArtifacts> {
  const weights = await readWeights(network);
  const slots = optimizer ? await optimizer.slotValues() : [];
  const glassbox: GlassboxMetadata = {
    version: 1,
    seed: network.seed,
    ...(optimizer
      ? { optimizer: { name: optimizer.optimizer.name, step: optimizer.step, learningRate: optimizer.learningRate } }
      : {}),
    ...(run ? { run } : {}),
  };
  return {
    modelTopology: topologyOf(network, name),
    format: 'layers-model',
    generatedBy: 'glassbox',
    convertedBy: null,
    userDefinedMetadata: { ...metadata, glassbox },
    ...packWeights(weights, slots),
  };
}

/** Our part of a saved model's metadata, or undefined where something else wrote the model. */
export function glassboxMetadata({ userDefinedMetadata }: ModelArtifacts): GlassboxMetadata | undefined {
  const ours = userDefinedMetadata?.glassbox;
  return typeof ours === 'object' && ours !== null ? (ours as GlassboxMetadata) : undefined;
}

/** Puts saved weights into a network, matched by name; throws `bad-model-file` where one is missing or has another shape. */
export function assignSaved(network: Network, artifacts: ModelArtifacts): readonly NamedArray[] {
  const { weights, slots } = unpackWeights(artifacts);
  const byName = new Map(weights.map((weight) => [weight.name, weight]));
  const missing = network.weights.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new GlassboxError(
      'bad-model-file',
      `The saved model lacks the weights ${missing.join(', ')}. It belongs to another network.`,
      {
        details: { missing, found: [...byName.keys()] },
      },
    );
  }
  try {
    network.assign(network.weights.map(({ name }) => byName.get(name)!));
  } catch (cause) {
    if (!isGlassboxError(cause)) throw cause;
    throw new GlassboxError('bad-model-file', `The saved model does not fit this network. ${cause.message}`, { cause });
  }
  return slots;
}
