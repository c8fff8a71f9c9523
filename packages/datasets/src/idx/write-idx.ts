import { GlassboxError, type NdArray, type NumericArray, requireArgument, sizeOf } from '@glassbox/core';
import { gzip } from 'pako';
import { type IdxType, idxTypeFor } from './idx-type.js';

export interface WriteIdxOptions {
  /** Whether the file is packed as gzip. Default false. */
  readonly gzip?: boolean;
}

/**
 * Writes an array as an IDX file, plain or as gzip; `readIdx` gives it back exactly.
 *
 * @throws `bad-argument` for elements that IDX has no type for (unsigned 16 and 32 bits), more than 255 axes, an extent that does not
 * fit into 32 bits, or data that does not fill the shape.
 * @example
 * await writeFile('masks-idx3-ubyte.gz', writeIdx({ data: masks, shape: [50, 28, 28] }, { gzip: true }));
 */
export function writeIdx(array: NdArray, options: WriteIdxOptions = {}): Uint8Array {
  const bytes = plainIdx(array);
  return options.gzip ? gzip(bytes) : bytes;
}

function plainIdx({ data, shape }: NdArray): Uint8Array {
  const type = idxTypeFor(data);
  if (!type) {
    throw new GlassboxError(
      'bad-argument',
      'IDX has no unsigned 16- or 32-bit elements. Convert the array, for example to Int32Array.',
    );
  }
  requireShape(shape, data.length);
  const headerBytes = 4 + 4 * shape.length;
  const bytes = new Uint8Array(headerBytes + data.length * type.size);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type.code, shape.length]);
  shape.forEach((extent, axis) => {
    view.setUint32(4 + 4 * axis, extent);
  });
  writeElements(data, type, bytes, headerBytes);
  return bytes;
}

function requireShape(shape: readonly number[], length: number): void {
  requireArgument(shape.length <= 255, `IDX holds at most 255 axes, but ${shape.length} came.`);
  for (const extent of shape) {
    requireArgument(
      Number.isInteger(extent) && extent >= 0 && extent < 2 ** 32,
      `An extent is a whole number from 0 to 2^32 - 1, but the shape is [${shape.join(', ')}].`,
    );
  }
  requireArgument(sizeOf(shape) === length, `${length} elements do not fill the shape [${shape.join(', ')}].`);
}

function writeElements(data: NumericArray, type: IdxType, bytes: Uint8Array, start: number): void {
  if (type.size === 1) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
    return;
  }
  const view = new DataView(bytes.buffer, start);
  for (let i = 0; i < data.length; i++) type.write(view, i * type.size, data[i]!);
}
