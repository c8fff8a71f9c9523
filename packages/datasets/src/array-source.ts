import { GlassboxError, type NdArray, type NumericArray, requireArgument, sizeOf } from '@glassbox/core';
import { requireLabel } from './labels.js';
import { type ArrayInput, fromNested, isNested, type NestedNumbers } from './nested-arrays.js';
import type { ByteReader, SampleSource, Targets } from './sample-source.js';

/** Arrays that a dataset is made of. */
export interface DatasetArrays {
  /** `[size, ...inputShape]`, of any numeric type, or nested rows; bytes stay bytes until a batch is read. */
  readonly inputs: ArrayInput;
  /**
   * `[size, ...targetShape]`. Whole numbers of an integer array are class indices, floats are values; so are whole numbers in a plain
   * array class indices, and nested rows values.
   */
  readonly targets?: ArrayInput | undefined;
  /** Names of the classes, in the order of their indices. */
  readonly classNames?: readonly string[] | undefined;
  /** Factor on every input value when a batch is read, such as 1/255 for pixels. Finite and not 0. Default 1. */
  readonly scale?: number | undefined;
}

const isBytes = (data: NdArray['data']): data is Uint8Array | Uint8ClampedArray =>
  data instanceof Uint8Array || data instanceof Uint8ClampedArray;

function byteReader({ data }: NdArray, width: number, scale: number): ByteReader | undefined {
  if (!isBytes(data)) return undefined;
  return {
    scale,
    read(positions, bytes) {
      for (let i = 0; i < positions.length; i++) {
        const from = positions[i]! * width;
        bytes.set(data.subarray(from, from + width), i * width);
      }
    },
  };
}

/** Copies a row of an array into floats. */
type RowReader = (row: number, out: Float32Array, offset: number) => void;

function rowReader({ data }: NdArray, width: number, scale: number): RowReader {
  if (isBytes(data)) {
    const table = Float32Array.from({ length: 256 }, (_, value) => value * scale);
    return (row, out, offset) => {
      for (let i = 0, from = row * width; i < width; i++) out[offset + i] = table[data[from + i]!]!;
    };
  }
  if (scale === 1) return (row, out, offset) => out.set(data.subarray(row * width, (row + 1) * width), offset);
  return (row, out, offset) => {
    for (let i = 0, from = row * width; i < width; i++) out[offset + i] = data[from + i]! * scale;
  };
}

const isWhole = ({ data }: NdArray) => !(data instanceof Float32Array || data instanceof Float64Array);

/** Targets as an array; class indices are checked. A plain array of whole numbers is one of class indices. */
function targetsOf(given: ArrayInput, classNames: DatasetArrays['classNames']): NdArray {
  const labels = labelsIn(given);
  labels?.forEach((label, sample) => {
    requireLabel(label, classNames, sample);
  });
  if (!isNested(given)) return given;
  return labels ? { data: Int32Array.from(labels), shape: [labels.length] } : fromNested(given, 'targets');
}

/** The class indices in targets, or undefined where targets are something else. */
function labelsIn(given: ArrayInput): NumericArray | readonly number[] | undefined {
  if (!isNested(given)) return given.shape.length === 1 && isWhole(given) ? given.data : undefined;
  const isLabels = (targets: NestedNumbers): targets is readonly number[] => targets.every(Number.isInteger);
  return isLabels(given) ? given : undefined;
}

function checkArrays(inputs: NdArray, targets: NdArray | undefined): void {
  const size = inputs.shape[0];
  if (size === undefined) {
    throw new GlassboxError('shape-mismatch', 'Inputs begin with the axis of samples, but a scalar came.');
  }
  if (size === 0) throw new GlassboxError('empty-data', 'A dataset is made of at least one sample, but none came.');
  for (const [name, array] of [['Inputs', inputs] as const, ...(targets ? [['Targets', targets] as const] : [])]) {
    if (sizeOf(array.shape) === array.data.length) continue;
    throw new GlassboxError(
      'shape-mismatch',
      `${name} of ${array.data.length} numbers do not fill the shape [${array.shape.join(', ')}].`,
    );
  }
  if (targets && targets.shape[0] !== size) {
    throw new GlassboxError(
      'shape-mismatch',
      `There are ${size} inputs but ${targets.shape[0]} targets. Each input needs one.`,
      { details: { inputs: size, targets: targets.shape[0] } },
    );
  }
}

/** Samples that lie in arrays, which are not copied unless they are nested. */
export function arraySource(arrays: DatasetArrays): SampleSource {
  const { classNames, scale = 1 } = arrays;
  const inputs = isNested(arrays.inputs) ? fromNested(arrays.inputs, 'inputs') : arrays.inputs;
  const targets = arrays.targets && targetsOf(arrays.targets, classNames);
  checkArrays(inputs, targets);
  requireArgument(Number.isFinite(scale) && scale !== 0, `A scale is a finite number other than 0, but ${scale} came.`);
  const inputShape = inputs.shape.slice(1);
  const width = sizeOf(inputShape);
  const readRow = rowReader(inputs, width, scale);
  const readTargets = targets && targetsReader(targets);
  const bytes = byteReader(inputs, width, scale);
  return {
    size: inputs.shape[0]!,
    inputShape,
    targetShape: targets?.shape.slice(1),
    classNames,
    targetType: targets && (isWhole(targets) ? 'int32' : 'float32'),
    ...(readTargets && { readTargets }),
    ...(bytes && { bytes }),
    read(positions, values, answers) {
      for (let i = 0; i < positions.length; i++) readRow(positions[i]!, values, i * width);
      if (answers) readTargets?.(positions, answers);
    },
  };
}

function targetsReader({ data, shape }: NdArray): (positions: ArrayLike<number>, out: Targets) => void {
  const width = sizeOf(shape.slice(1));
  return (positions, out) => {
    for (let i = 0; i < positions.length; i++) {
      const from = positions[i]! * width;
      for (let k = 0; k < width; k++) out[i * width + k] = data[from + k]!;
    }
  };
}
