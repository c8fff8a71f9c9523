import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeIdx } from './write-idx.js';

describe('writeIdx', () => {
  it('writes header and elements big-endian', () => {
    expect([...writeIdx({ data: Int16Array.of(-2, 258), shape: [1, 2] })]).toEqual([
      ...[0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 2],
      ...[0xff, 0xfe, 0x01, 0x02],
    ]);
    expect([...writeIdx({ data: Int8Array.of(-1, 1).subarray(1), shape: [1] })]).toEqual([0, 0, 9, 1, 0, 0, 0, 1, 1]);
  });

  it('packs as gzip that others unpack', () => {
    const array = { data: Uint8Array.from({ length: 784 }, (_, i) => i), shape: [28, 28] };
    const packed = writeIdx(array, { gzip: true });
    expect(new Uint8Array(gunzipSync(packed))).toEqual(writeIdx(array));
  });

  it.each([
    ['unsigned 16-bit elements', { data: Uint16Array.of(1), shape: [1] }, /no unsigned 16- or 32-bit/],
    ['a shape that is not filled', { data: Uint8Array.of(1), shape: [2] }, /do not fill the shape/],
    ['negative extents', { data: Uint8Array.of(1), shape: [-1, -1] }, /whole number from 0 to 2\^32 - 1/],
    ['extents beyond 32 bits', { data: new Uint8Array(0), shape: [0, 2 ** 32] }, /whole number from 0/],
    ['too many axes', { data: Uint8Array.of(1), shape: new Array<number>(256).fill(1) }, /at most 255 axes/],
  ])('refuses %s', (_, array, message) => {
    expect(() => writeIdx(array)).toThrow(message);
  });
});
