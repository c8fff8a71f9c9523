import { GlassboxError, type IndexedData, type NdArray, sizeOf, type TrainingData } from '@glassbox/core';
import { withSampleWeights } from '../training/sample-weight.js';

/** Arrays that lie in memory: `inputs` `[size, ...]` and `targets` `[size, ...]`. */
export interface ArrayData {
  readonly inputs: NdArray;
  readonly targets?: NdArray;
  /** Factor on each sample's loss, at least 0: one number for each input. Left out, all count 1. */
  readonly sampleWeights?: ArrayLike<number> | undefined;
}

/** What `fit`, `evaluate` and `predict` take: a dataset or plain arrays. */
export type ModelData = TrainingData | ArrayData;

const isArrays = (data: ModelData): data is ArrayData =>
  'inputs' in data && !('readBatch' in data) && !('batches' in data);

/** Plain arrays as data that batches can be read from; datasets pass through. */
export function toTrainingData(data: ModelData): TrainingData {
  if (!isArrays(data)) return data;
  const { inputs, targets, sampleWeights } = data;
  const size = inputs.shape[0] ?? 0;
  if (targets && targets.shape[0] !== size) {
    throw new GlassboxError(
      'shape-mismatch',
      `There are ${size} inputs but ${targets.shape[0]} targets. Give one target for each input.`,
      {
        details: { inputs: inputs.shape, targets: targets.shape },
      },
    );
  }
  const samples = indexed(inputs, targets, size);
  return sampleWeights ? withSampleWeights(samples, sampleWeights) : samples;
}

function indexed(inputs: NdArray, targets: NdArray | undefined, size: number): IndexedData {
  const inputShape = inputs.shape.slice(1);
  const targetShape = targets?.shape.slice(1);
  const isWhole =
    targets !== undefined && !(targets.data instanceof Float32Array || targets.data instanceof Float64Array);
  return {
    size,
    inputShape,
    targetShape,
    readBatch(indices) {
      const count = indices.length;
      const values = gatherRows(inputs, inputShape, indices, new Float32Array(count * sizeOf(inputShape)));
      const batch = { size: count, inputs: { data: values, shape: [count, ...inputShape] } };
      if (!targets || !targetShape) return batch;
      const length = count * sizeOf(targetShape);
      const data = gatherRows(
        targets,
        targetShape,
        indices,
        isWhole ? new Int32Array(length) : new Float32Array(length),
      );
      return { ...batch, targets: { data, shape: [count, ...targetShape] } };
    },
  };
}

function gatherRows<T extends Float32Array | Int32Array>(
  source: NdArray,
  rowShape: readonly number[],
  indices: ArrayLike<number>,
  out: T,
): T {
  const width = sizeOf(rowShape);
  for (let i = 0; i < indices.length; i++)
    out.set(source.data.subarray(indices[i]! * width, (indices[i]! + 1) * width), i * width);
  return out;
}
