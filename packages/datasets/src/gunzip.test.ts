import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chunksOf, joinBytes } from './bytes.js';
import { gunzip } from './gunzip.js';

const data = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 3);
const packed = new Uint8Array(gzipSync(data));

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function unpackAll(bytes: Uint8Array, size = bytes.length): Promise<Uint8Array> {
  const chunks = [new Uint8Array(0)];
  for await (const chunk of gunzip(inPieces(bytes, size || 1))) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  return joinBytes(chunks);
}

/** The file with one byte changed; a negative position counts from the end. */
function changed(position: number): Uint8Array {
  const copy = packed.slice();
  copy.set([copy.at(position)! ^ 0xff], position < 0 ? copy.length + position : position);
  return copy;
}

describe('gunzip', () => {
  it.each([1, 7, 1000, packed.length])('unpacks in pieces of %i bytes', async (size) => {
    expect(Buffer.compare(await unpackAll(packed, size), data)).toBe(0);
  });

  it('unpacks several members as one, also empty ones', async () => {
    const empty = gzipSync(new Uint8Array(0));
    const both = await unpackAll(joinBytes([packed, empty, packed]), 777);
    expect(Buffer.compare(both, joinBytes([data, data]))).toBe(0);
  });

  const end = packed.length;
  it.each([
    ['nothing at all', new Uint8Array(0), 0, /ends too early/],
    ['a header cut short', packed.subarray(0, 5), 5, /ends too early/],
    ['a trailer cut short', packed.subarray(0, -1), end - 1, /ends too early/],
    ['another method of compression', changed(2), 4, /compression method/],
    ['reserved flags', changed(3), 4, /header flags/],
    ['a wrong CRC-32', changed(-5), end - 4, /data check/],
    ['a wrong length', changed(-1), end, /length check/],
    ['bytes that follow', joinBytes([packed, Uint8Array.of(0, 0)]), end, /bytes follow its end/],
    ['a second member that is none', joinBytes([packed, Uint8Array.of(0x1f, 3)]), end + 2, /header check/],
  ])('tells where %s shows', async (_, bytes, offset, message) => {
    for (const size of [1, bytes.length]) {
      const failure = await unpackAll(bytes, size).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'gzip-corrupt', details: { offset } });
      expect((failure as Error).message).toMatch(message);
    }
  });

  it('gives a bomb away in small pieces, so that a reader can leave', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    for await (const piece of gunzip(chunksOf(bomb))) {
      expect(piece.length).toBeLessThanOrEqual(65_536);
      return;
    }
    expect.unreachable();
  });

  it('ends when its signal fires', async () => {
    const signal = AbortSignal.abort();
    const read = async () => {
      for await (const _ of gunzip(chunksOf(new Uint8Array(gzipSync(new Uint8Array(3_000_000)))), signal));
    };
    await expect(read()).rejects.toMatchObject({ code: 'aborted' });
  });
});
