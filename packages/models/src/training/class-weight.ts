import { type Batch, requireArgument } from '@glassbox/core';
import type { Loss } from '../losses/loss.js';
import { argmaxAt } from '../metrics/classes.js';
import { carriedWeights, product } from './sample-weight.js';

/** Refuses weights that are not numbers of at least 0, and losses that know no classes. */
export function requireClassWeight(weights: Readonly<Record<number, number>> | undefined, loss: Loss): void {
  if (!weights) return;
  for (const [label, weight] of Object.entries(weights)) {
    requireArgument(
      Number.isInteger(Number(label)) && Number.isFinite(weight) && weight >= 0,
      `classWeight maps class indices to numbers of at least 0, but ${label}: ${weight} came.`,
    );
  }
  requireArgument(
    loss.name.toLowerCase().includes('crossentropy'),
    `classWeight needs a loss over classes, but this is ${loss.name}.`,
  );
}

/** The factor of each sample's loss: what the batch carries, times that of its target's class. */
export function lossWeights(
  weights: Readonly<Record<number, number>> | undefined,
  batch: Batch,
): Float32Array | undefined {
  return product(classWeights(weights, batch), carriedWeights(batch));
}

function classWeights(weights: Readonly<Record<number, number>> | undefined, batch: Batch): Float32Array | undefined {
  if (!weights || !batch.targets) return undefined;
  const { data } = batch.targets;
  const width = data.length / batch.size;
  return Float32Array.from({ length: batch.size }, (_, sample) => {
    const label = width === 1 ? data[sample]! : argmaxAt(data, sample * width, width);
    return weights[label] ?? 1;
  });
}
