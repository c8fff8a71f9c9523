import { type Batch, GlassboxError, type IndexedData, type NdArray, sizeOf } from '@glassbox/core';

/** Arrays that a dataset is made of. */
export interface DatasetArrays {
  /** `[size, ...inputShape]`, of any numeric type; bytes stay bytes until a batch is read. */
  readonly inputs: NdArray;
  /** `[size, ...targetShape]`: whole numbers of an integer array are class indices, floats are values. */
  readonly targets?: NdArray | undefined;
  readonly classNames?: readonly string[] | undefined;
  /** Factor on every input value when a batch is read, such as 1/255 for pixels. Default 1. */
  readonly scale?: number | undefined;
}

/** Copies rows of an array into floats. */
type RowReader = (row: number, out: Float32Array, offset: number) => void;

function rowReader({ data }: NdArray, width: number, scale: number): RowReader {
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) {
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

/** Keeps one array and gives views of it as long as asked for, so that reading batches makes no garbage. */
function reusable<T extends Float32Array | Int32Array>(make: (length: number) => T): (length: number) => T {
  let kept = make(0);
  return (length) => {
    if (kept.length < length) kept = make(length);
    return kept.subarray(0, length) as T;
  };
}

const isWhole = ({ data }: NdArray) => !(data instanceof Float32Array || data instanceof Float64Array);

function checkArrays({ inputs, targets }: DatasetArrays): void {
  const size = inputs.shape[0];
  if (size === undefined) {
    throw new GlassboxError('shape-mismatch', 'Inputs begin with the axis of samples, but a scalar came.');
  }
  for (const [name, array] of [['Inputs', inputs] as const, ...(targets ? [['Targets', targets] as const] : [])]) {
    if (sizeOf(array.shape) !== array.data.length) {
      throw new GlassboxError(
        'shape-mismatch',
        `${name} of ${array.data.length} numbers do not fill the shape [${array.shape.join(', ')}].`,
      );
    }
  }
  if (targets && targets.shape[0] !== size) {
    throw new GlassboxError(
      'shape-mismatch',
      `There are ${size} inputs but ${targets.shape[0]} targets. Each input needs one.`,
      {
        details: { inputs: size, targets: targets.shape[0] },
      },
    );
  }
}

/** Samples that lie in arrays. Batches are valid until the next one is read. */
export function arraySource(arrays: DatasetArrays): IndexedData {
  checkArrays(arrays);
  const { inputs, targets, classNames, scale = 1 } = arrays;
  const inputShape = inputs.shape.slice(1);
  const targetShape = targets?.shape.slice(1);
  const width = sizeOf(inputShape);
  const readRow = rowReader(inputs, width, scale);
  const readTargets = targets && targetsReader(targets);
  const floats = reusable((length) => new Float32Array(length));
  return {
    size: inputs.shape[0]!,
    inputShape,
    targetShape,
    classNames,
    readBatch(indices): Batch {
      const size = indices.length;
      const values = floats(size * width);
      for (let i = 0; i < size; i++) readRow(indices[i]!, values, i * width);
      const batch = { size, inputs: { data: values, shape: [size, ...inputShape] } };
      return readTargets ? { ...batch, targets: readTargets(indices) } : batch;
    },
  };
}

function targetsReader(targets: NdArray): (indices: ArrayLike<number>) => NdArray<Float32Array | Int32Array> {
  const shape = targets.shape.slice(1);
  const width = sizeOf(shape);
  const buffer: (length: number) => Float32Array | Int32Array = isWhole(targets)
    ? reusable((length) => new Int32Array(length))
    : reusable((length) => new Float32Array(length));
  return (indices) => {
    const out = buffer(indices.length * width);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i]! * width;
      for (let k = 0; k < width; k++) out[i * width + k] = targets.data[from + k]!;
    }
    return { data: out, shape: [indices.length, ...shape] };
  };
}
