import type { IndexedData } from '@glassbox/core';

/** An array that targets are read into: class indices or numbers. */
export type Targets = Float32Array | Int32Array;

/**
 * Where the samples of a dataset come from. The reader brings the memory, so that one source can serve many views at once.
 *
 * Positions were checked by the reader. Arrays are as long as the samples asked for.
 */
export interface SampleSource extends Omit<IndexedData, 'readBatch'> {
  /** What targets are: `int32` for class indices, `float32` for numbers; undefined where there are none. */
  readonly targetType: 'int32' | 'float32' | undefined;
  /** Reads inputs, and targets where an array for them is given. */
  read(positions: ArrayLike<number>, inputs: Float32Array, targets: Targets | undefined): void;
  /** Inputs as bytes that a factor makes floats of, where they are stored so. `read` gives the same values. */
  readonly bytes?: ByteReader;
  /** Reads targets alone, where that is cheaper. */
  readTargets?(positions: ArrayLike<number>, targets: Targets): void;
}

/** Reads inputs as bytes; the value is `fround(byte * scale)`. */
export interface ByteReader {
  readonly scale: number;
  read(positions: ArrayLike<number>, bytes: Uint8Array): void;
}

/** An array for the targets of some samples, or undefined where the source has none. */
export function makeTargets({ targetType }: SampleSource, length: number): Targets | undefined {
  if (targetType === undefined) return undefined;
  return targetType === 'int32' ? new Int32Array(length) : new Float32Array(length);
}

/** Any indexed data as a source. */
export function indexedSource(data: IndexedData): SampleSource {
  const { size, inputShape, targetShape, classNames } = data;
  return {
    size,
    inputShape,
    targetShape,
    classNames,
    targetType: targetTypeOf(data),
    read(positions, inputs, targets) {
      const batch = data.readBatch(positions);
      inputs.set(batch.inputs.data);
      if (targets && batch.targets) targets.set(batch.targets.data);
    },
  };
}

/** Looks at one sample, since indexed data does not tell; without a sample, targets of no axes count as class indices. */
function targetTypeOf(data: IndexedData): SampleSource['targetType'] {
  if (data.targetShape === undefined) return undefined;
  if (data.size === 0) return data.targetShape.length === 0 ? 'int32' : 'float32';
  return data.readBatch([0]).targets?.data instanceof Int32Array ? 'int32' : 'float32';
}
