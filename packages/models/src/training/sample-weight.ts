import { type Batch, GlassboxError, type IndexedData, isIndexedData, type TrainingData } from '@glassbox/core';

/** Refuses weights that are not one for each sample, or not numbers of at least 0. */
function requireWeights(weights: ArrayLike<number>, size: number): void {
  if (weights.length !== size) {
    throw new GlassboxError(
      'shape-mismatch',
      `There are ${size} samples but ${weights.length} sample weights. Give one weight for each sample.`,
      { details: { samples: size, weights: weights.length } },
    );
  }
  for (let i = 0; i < size; i++) {
    const weight = weights[i]!;
    if (weight >= 0 && Number.isFinite(weight)) continue;
    throw new GlassboxError('bad-argument', `Sample weights are numbers of at least 0, but weight ${i} is ${weight}.`, {
      details: { position: i, weight },
    });
  }
}

/** The data with a factor on the loss of each sample, beside those that it may carry. */
export function withSampleWeights(data: TrainingData, weights: ArrayLike<number>): IndexedData {
  if (!isIndexedData(data)) {
    throw new GlassboxError(
      'bad-argument',
      'A stream takes no list of sample weights. Let its batches carry them, as sampleWeights.',
    );
  }
  requireWeights(weights, data.size);
  const { size, inputShape, targetShape, classNames } = data;
  return {
    size,
    inputShape,
    targetShape,
    classNames,
    readBatch(indices) {
      const batch = data.readBatch(indices);
      const own = Float32Array.from(indices, (index) => weights[index]!);
      return { ...batch, sampleWeights: product(own, batch.sampleWeights)! };
    },
  };
}

/** Two lists of factors as one; a list that is not there is all ones. */
export function product(a: Float32Array | undefined, b: Float32Array | undefined): Float32Array | undefined {
  return a && b ? a.map((value, i) => value * b[i]!) : (a ?? b);
}

/** The factors that a batch carries, checked. */
export function carriedWeights({ sampleWeights, size }: Batch): Float32Array | undefined {
  if (sampleWeights) requireWeights(sampleWeights, size);
  return sampleWeights;
}
