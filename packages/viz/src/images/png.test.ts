import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { base64 } from './base64.js';
import { adler32, crc32 } from './checksums.js';
import { divergingPixels, inkPixels } from './colour-maps.js';
import { encodePng } from './png.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Chunks by type, each check sum verified. */
function chunksOf(png: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(png.buffer);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    chunks.set(String.fromCharCode(...png.subarray(at + 4, at + 8)), png.subarray(at + 8, at + 8 + length));
    expect(view.getUint32(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
  return chunks;
}

test('check sums are those of the standards', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926);
  expect(adler32(bytesOf('Wikipedia'))).toBe(0x11e60398);
});

test('base64 agrees with Node, also beyond one piece', () => {
  const bytes = Uint8Array.from({ length: 20_001 }, (_, i) => (i * 7) & 255);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

test('a picture in ink decodes to its pixels, black where there is most', () => {
  expect(inkPixels([0, 1], 2, 1).palette.at(-1)).toEqual([0, 0, 0, 255]);
  const chunks = chunksOf(encodePng(inkPixels([0, 0.5, 1, Number.NaN, 2, -1], 3, 2)));
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  expect([...chunks.get('IHDR')!]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 0, 128, 255, 0, 0, 255, 0]);
});

test('a picture larger than one stored block decodes', () => {
  const shares = Float64Array.from({ length: 300 * 300 }, (_, i) => (i % 256) / 255);
  const rows = inflateSync(chunksOf(encodePng(inkPixels(shares, 300, 300))).get('IDAT')!);
  expect(rows).toHaveLength(300 * 301);
  expect(rows[301 + 1]).toBe(300 % 256);
});

test('diverging colours are clear at zero and full at the limit', () => {
  const pixels = divergingPixels([-2, -1, 0, 0.5, 1, Number.NaN], 6, 1, 1);
  const alphas = [...pixels.indices].map((index) => pixels.palette[index]![3]);
  expect(alphas).toEqual([255, 255, 0, 129, 255, 0]);
  expect(pixels.palette[pixels.indices[0]!]![0]).toBeGreaterThan(pixels.palette[pixels.indices[4]!]![0]);
  expect(chunksOf(encodePng(pixels)).has('tRNS')).toBe(true);
  expect([...divergingPixels([3, -3], 2, 1, 0).indices]).toEqual([127, 127]);
});
