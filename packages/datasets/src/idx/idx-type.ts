import type { NumericArray } from '@glassbox/core';

/** How the elements of one IDX type are laid out. Format: the MNIST page of LeCun, Cortes and Burges ("the IDX file format"). */
export interface IdxType {
  /** The third byte of the file. */
  readonly code: number;
  readonly name: 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';
  /** Bytes of an element. */
  readonly size: 1 | 2 | 4 | 8;
  /** Reads elements, stored big-endian. */
  read(bytes: Uint8Array): NumericArray;
  /** Writes one element, big-endian. */
  write(view: DataView, offset: number, value: number): void;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Reads elements one by one into a fresh array. */
function decode<T extends NumericArray>(
  out: T,
  bytes: Uint8Array,
  size: number,
  get: (view: DataView, offset: number) => number,
): T {
  const view = viewOf(bytes);
  for (let i = 0; i < out.length; i++) out[i] = get(view, i * size);
  return out;
}

/** Every type of the format. Bytes are passed on without a copy. */
export const idxTypes: readonly IdxType[] = [
  {
    code: 0x08,
    name: 'uint8',
    size: 1,
    read: (bytes) => bytes,
    write: (view, offset, value) => view.setUint8(offset, value),
  },
  {
    code: 0x09,
    name: 'int8',
    size: 1,
    read: (bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    write: (view, offset, value) => view.setInt8(offset, value),
  },
  {
    code: 0x0b,
    name: 'int16',
    size: 2,
    read: (bytes) => decode(new Int16Array(bytes.length / 2), bytes, 2, (view, offset) => view.getInt16(offset)),
    write: (view, offset, value) => view.setInt16(offset, value),
  },
  {
    code: 0x0c,
    name: 'int32',
    size: 4,
    read: (bytes) => decode(new Int32Array(bytes.length / 4), bytes, 4, (view, offset) => view.getInt32(offset)),
    write: (view, offset, value) => view.setInt32(offset, value),
  },
  {
    code: 0x0d,
    name: 'float32',
    size: 4,
    read: (bytes) => decode(new Float32Array(bytes.length / 4), bytes, 4, (view, offset) => view.getFloat32(offset)),
    write: (view, offset, value) => view.setFloat32(offset, value),
  },
  {
    code: 0x0e,
    name: 'float64',
    size: 8,
    read: (bytes) => decode(new Float64Array(bytes.length / 8), bytes, 8, (view, offset) => view.getFloat64(offset)),
    write: (view, offset, value) => view.setFloat64(offset, value),
  },
];

/** The IDX type that holds an array's elements exactly, or undefined for unsigned 16- and 32-bit numbers, which IDX lacks. */
export function idxTypeFor(data: NumericArray): IdxType | undefined {
  const names: [new (length: number) => NumericArray, IdxType['name']][] = [
    [Uint8Array, 'uint8'],
    [Uint8ClampedArray, 'uint8'],
    [Int8Array, 'int8'],
    [Int16Array, 'int16'],
    [Int32Array, 'int32'],
    [Float32Array, 'float32'],
    [Float64Array, 'float64'],
  ];
  const name = names.find(([kind]) => data instanceof kind)?.[1];
  return idxTypes.find((type) => type.name === name);
}
