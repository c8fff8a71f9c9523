import type { NdArray } from './nd-array.js';

/**
 * Some samples, ready for a model: `inputs` is `[size, ...inputShape]` and `targets` is `[size, ...targetShape]`.
 *
 * Targets are class indices (`Int32Array`) or numbers (`Float32Array`: regression values, one-hot rows). A batch made to
 * predict from may have no targets.
 */
export interface Batch {
  readonly size: number;
  readonly inputs: NdArray<Float32Array>;
  /** The inputs as the bytes that they are stored as, where they are; `inputs` are made of them only if they are asked for. */
  readonly bytes?: ByteInputs;
  readonly targets?: NdArray<Float32Array | Int32Array>;
  /** A factor on each sample's loss, at least 0: `size` numbers. Left out, all count 1. */
  readonly sampleWeights?: Float32Array;
}

/** Inputs `fround(data[i] * scale)`, in the order and number of the batch's inputs. */
export interface ByteInputs {
  readonly data: Uint8Array;
  readonly scale: number;
}

interface DataShapes {
  /** Shape of one input, without the batch axis: `[28, 28]` for an MNIST digit. */
  readonly inputShape: readonly number[];
  /** Shape of one target: `[]` for a class index, `[10]` for a one-hot row; undefined where there are no targets. */
  readonly targetShape: readonly number[] | undefined;
  /** Names of the classes, where targets are class indices. */
  readonly classNames?: readonly string[] | undefined;
}

/** Data that any sample can be read from in any order, and so can be split and shuffled. */
export interface IndexedData extends DataShapes {
  readonly size: number;
  /** Reads the samples at these positions, in this order, as float inputs in fresh or reused arrays valid until the next call. */
  readBatch(indices: ArrayLike<number>): Batch;
}

/** Data that comes in order and may not fit in memory. Each call of `batches` starts over from the first sample. */
export interface StreamedData extends DataShapes {
  /** The number of samples where it is known before the end is reached. */
  readonly size: number | undefined;
  batches(batchSize: number, signal?: AbortSignal): AsyncIterable<Batch>;
}

/** What a model trains on, is evaluated on and predicts from. */
export type TrainingData = IndexedData | StreamedData;

/** Whether samples can be read in any order. */
export function isIndexedData(data: TrainingData): data is IndexedData {
  return 'readBatch' in data;
}
