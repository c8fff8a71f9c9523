import { GlassboxError } from '@glassbox/core';
import { type IdxType, idxTypes } from './idx-type.js';

/** What the first bytes of an IDX file say. */
export interface IdxHeader {
  readonly type: IdxType;
  readonly shape: readonly number[];
  /** Bytes of the header itself: 4 and 4 for each axis. */
  readonly headerBytes: number;
  /** Bytes of the elements after it. */
  readonly dataBytes: number;
}

const hex = (byte: number | undefined) => `0x${(byte ?? 0).toString(16).padStart(2, '0')}`;

function fail(code: string, offset: number, message: string, details: Record<string, unknown> = {}): never {
  throw new GlassboxError(code, `${message} (byte offset ${offset}).`, { details: { offset, ...details } });
}

/** How many bytes the header takes, as far as the given ones tell; 4 before the number of axes is known. */
export const headerLength = (bytes: Uint8Array): number => (bytes.length < 4 ? 4 : 4 + 4 * bytes[3]!);

/** Reads a header. The given bytes hold all of it, or `idx-truncated` is thrown. */
export function readHeader(bytes: Uint8Array, maxBytes: number): IdxHeader {
  const magic = bytes.subarray(0, 2).findIndex((byte) => byte !== 0);
  if (magic >= 0)
    fail(
      'idx-bad-magic',
      magic,
      `An IDX file begins with two zero bytes, but ${hex(bytes[magic])} came. This is another kind of file`,
    );
  const type = bytes.length > 2 ? idxTypes.find(({ code }) => code === bytes[2]) : idxTypes[0];
  if (!type) {
    const known = idxTypes.map(({ code, name }) => `${hex(code)} ${name}`).join(', ');
    fail('idx-unknown-type', 2, `${hex(bytes[2])} is no IDX element type. The types are ${known}`);
  }
  const headerBytes = headerLength(bytes);
  if (bytes.length < headerBytes) {
    fail(
      'idx-truncated',
      bytes.length,
      `The header takes ${headerBytes} bytes, but the file ends after ${bytes.length}`,
      {
        expected: headerBytes,
        actual: bytes.length,
      },
    );
  }
  return withShape(bytes, type, headerBytes, maxBytes);
}

function withShape(bytes: Uint8Array, type: IdxType, headerBytes: number, maxBytes: number): IdxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const shape = Array.from({ length: bytes[3]! }, (_, axis) => view.getUint32(4 + 4 * axis));
  const isEmpty = shape.includes(0);
  let dataBytes: number = isEmpty ? 0 : type.size;
  shape.forEach((extent, axis) => {
    if (isEmpty) return;
    dataBytes *= extent;
    if (dataBytes <= maxBytes) return;
    fail(
      'idx-too-large',
      4 + 4 * axis,
      `The header asks for ${dataBytes} bytes or more, above the limit of ${maxBytes}. Raise maxBytes if that is right`,
      {
        shape,
        maxBytes,
      },
    );
  });
  return { type, shape, headerBytes, dataBytes };
}
