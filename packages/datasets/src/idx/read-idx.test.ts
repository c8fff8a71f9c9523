import { isGlassboxError, type NdArray, type NumericArray } from '@glassbox/core';
import fc from 'fast-check';
import { gzip } from 'pako';
import { describe, expect, it } from 'vitest';
import { joinBytes } from '../bytes.js';
import { type IdxStreamOptions, parseIdx, readIdx, readIdxStream } from './read-idx.js';
import { writeIdx } from './write-idx.js';

const SEED = 20_261_123;

/** A file: two zeros, type, axes, extents, elements. */
function file(type: number, extents: number[], elements: number[], magic = [0, 0]): Uint8Array {
  const extentBytes = extents.flatMap((extent) => [
    extent >>> 24,
    (extent >>> 16) & 255,
    (extent >>> 8) & 255,
    extent & 255,
  ]);
  return Uint8Array.from([...magic, type, extents.length, ...extentBytes, ...elements]);
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

describe('readIdx', () => {
  it('reads every type, big-endian', async () => {
    expect(await readIdx(file(0x08, [2, 2], [1, 2, 3, 255]))).toEqual({
      data: Uint8Array.of(1, 2, 3, 255),
      shape: [2, 2],
    });
    expect((await readIdx(file(0x09, [2], [255, 1]))).data).toEqual(Int8Array.of(-1, 1));
    expect((await readIdx(file(0x0b, [2], [255, 254, 1, 0]))).data).toEqual(Int16Array.of(-2, 256));
    expect((await readIdx(file(0x0c, [1], [255, 255, 255, 253]))).data).toEqual(Int32Array.of(-3));
    expect((await readIdx(file(0x0d, [1], [0x3f, 0xc0, 0, 0]))).data).toEqual(Float32Array.of(1.5));
    expect((await readIdx(file(0x0e, [1], [0xc0, 0x04, 0, 0, 0, 0, 0, 0]))).data).toEqual(Float64Array.of(-2.5));
  });

  it('reads scalars, empty arrays and many axes', async () => {
    expect(await readIdx(file(0x08, [], [7]))).toEqual({ data: Uint8Array.of(7), shape: [] });
    expect(await readIdx(file(0x0c, [0xffffffff, 0, 5], []))).toMatchObject({ shape: [0xffffffff, 0, 5] });
    expect((await readIdx(file(0x08, new Array(200).fill(1), [9]))).shape).toHaveLength(200);
  });

  it('passes bytes on without a copy', () => {
    const bytes = file(0x08, [3], [1, 2, 3]);
    expect(parseIdx(bytes).data.buffer).toBe(bytes.buffer);
  });

  it('reads streams, blobs and gzip, in whatever pieces they come', async () => {
    const bytes = file(0x0b, [3, 2], [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]);
    const expected = { data: Int16Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] };
    const packed = gzip(bytes);
    for (const whole of [bytes, packed]) {
      expect(await readIdx(whole)).toEqual(expected);
      expect(await readIdx(new Blob([whole as Uint8Array<ArrayBuffer>]))).toEqual(expected);
      for (const size of [1, 2, 5]) expect(await readIdx(inPieces(whole, size))).toEqual(expected);
    }
  });

  it.each([
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'idx-bad-magic', 0],
    ['a second byte that is not zero', file(0x08, [1], [1], [0, 5]), 'idx-bad-magic', 1],
    ['an unknown type', file(0x0a, [1], [1]), 'idx-unknown-type', 2],
    ['no byte at all', new Uint8Array(0), 'idx-truncated', 0],
    ['a header that is cut', file(0x08, [3, 3], []).subarray(0, 9), 'idx-truncated', 9],
    ['elements that are cut', file(0x0c, [2], [0, 0, 0, 1, 0]), 'idx-truncated', 13],
    ['bytes that follow', file(0x08, [2], [1, 2, 3]), 'idx-trailing-bytes', 10],
    ['255 axes that are cut', Uint8Array.of(0, 0, 8, 255, 0), 'idx-truncated', 5],
    ['a size that overflows', file(0x0e, [0xffffffff, 0xffffffff, 0xffffffff], []), 'idx-too-large', 4],
  ])('refuses %s', async (_, bytes, code, offset) => {
    await expect(readIdx(bytes)).rejects.toMatchObject({ code, details: { offset } });
    await expect(readIdx(inPieces(bytes, 3))).rejects.toMatchObject({ code });
  });

  it('refuses more than the limit from the header alone', async () => {
    const header = file(0x08, [1000, 1000], []);
    await expect(readIdx(header, { maxBytes: 999_999 })).rejects.toMatchObject({
      code: 'idx-too-large',
      details: { offset: 8 },
    });
  });

  it.each([
    ['corrupt', (packed: Uint8Array) => packed.map((byte, i) => (i === packed.length - 6 ? byte ^ 0xff : byte)), -4],
    ['cut short', (packed: Uint8Array) => packed.subarray(0, -3), -3],
    ['followed by something', (packed: Uint8Array) => joinBytes([packed, Uint8Array.of(1, 2, 3)]), 0],
  ])('refuses gzip that is %s, and tells where', async (_, spoil, fromEnd) => {
    const elements = Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
    const packed = gzip(file(0x08, [64], elements));
    await expect(readIdx(spoil(packed))).rejects.toMatchObject({
      code: 'gzip-corrupt',
      details: { offset: packed.length + fromEnd },
    });
  });

  it('cuts a gzip bomb off where the header is passed', async () => {
    const bomb = gzip(joinBytes([file(0x08, [10], []), new Uint8Array(50_000_000)]));
    expect(bomb.length).toBeLessThan(60_000);
    const failure = await readIdx(bomb).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'idx-trailing-bytes', details: { offset: 18 } });
    expect((failure as { details: { actual: number } }).details.actual).toBeLessThanOrEqual(65_536);
  });

  it('cancels a web stream that it does not read to the end', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(file(0x08, [1], [1, 2, 3])),
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(readIdx(stream)).rejects.toMatchObject({ code: 'idx-trailing-bytes' });
    expect(cancelled).toBe(true);
  });

  it('ends when its signal fires', async () => {
    await expect(
      readIdx(inPieces(file(0x08, [9], new Array(9).fill(1)), 4), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('readIdxStream', () => {
  const rows = (count: number) =>
    file(
      0x0b,
      [count, 2],
      Array.from({ length: 4 * count }, (_, i) => i % 256),
    );
  const collect = async (bytes: Uint8Array, options: IdxStreamOptions, piece: number) => {
    const { shape, type, blocks } = await readIdxStream(inPieces(bytes, piece), options);
    const all: NdArray[] = [];
    for await (const block of blocks) all.push(block);
    return { shape, type, all };
  };

  it.each([1, 3, 8, 1000])('gives blocks of whole rows, in whatever pieces of %i bytes they come', async (piece) => {
    for (const bytes of [rows(5), gzip(rows(5))]) {
      const { shape, type, all } = await collect(bytes, { rowsPerBlock: 2 }, piece);
      expect([shape, type]).toEqual([[5, 2], 'int16']);
      expect(all.map((block) => block.shape)).toEqual([
        [2, 2],
        [2, 2],
        [1, 2],
      ]);
      expect(all[1]!.data).toEqual(Int16Array.of(0x0809, 0x0a0b, 0x0c0d, 0x0e0f));
    }
  });

  it('gives no block of an empty array, and has none of a scalar', async () => {
    expect((await collect(file(0x08, [0, 4], []), {}, 5)).all).toEqual([]);
    expect((await collect(file(0x08, [4, 0], []), {}, 5)).all).toEqual([]);
    await expect(readIdxStream(file(0x08, [], [1]))).rejects.toThrow(/has no rows/);
  });

  it('gives the rows before the damage, then says where it is', async () => {
    const { blocks } = await readIdxStream(inPieces(rows(5).subarray(0, 25), 6), { rowsPerBlock: 1 });
    let read = 0;
    const readAll = async () => {
      for await (const _ of blocks) read++;
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'idx-truncated', details: { offset: 25, expected: 32 } });
    expect(read).toBe(3);
  });

  it('refuses blocks of no rows', async () => {
    await expect(readIdxStream(rows(2), { rowsPerBlock: 0 })).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

const arrays: fc.Arbitrary<NumericArray> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.int8Array({ maxLength: 40 }),
  fc.int16Array({ maxLength: 40 }),
  fc.int32Array({ maxLength: 40 }),
  fc.float32Array({ maxLength: 40 }),
  fc.float64Array({ maxLength: 40 }),
);

describe(`fuzzed, 10,000 cases each (seed ${SEED})`, () => {
  it('reads back what was written, with up to 255 axes', () => {
    fc.assert(
      fc.property(arrays, fc.nat(254), (data, axes) => {
        const array: NdArray = { data, shape: [...new Array<number>(axes).fill(1), data.length] };
        expect(parseIdx(writeIdx(array))).toEqual(array);
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  });

  it('never fails on mutilated files but with a typed error', () => {
    const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(arrays, edits, fc.nat(20), fc.uint8Array({ maxLength: 8 }), (data, changes, cut, extra) => {
        const bytes = Uint8Array.from([...writeIdx({ data, shape: [data.length] }), ...extra]);
        for (const [position, value] of changes) if (position < bytes.length) bytes[position] = value;
        expectTypedOrRight(() => parseIdx(bytes.subarray(0, Math.max(0, bytes.length - cut))));
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  });

  it('gives the right answer or a typed error for mutilated gzip', async () => {
    const edits = fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(arrays, edits, fc.nat(3), fc.integer({ min: 1, max: 50 }), async (data, changes, cut, piece) => {
        const array: NdArray = { data, shape: [data.length] };
        const bytes = writeIdx(array, { gzip: true });
        for (const [position, value] of changes) if (position < bytes.length) bytes[position] = value;
        const outcome = await readIdx(inPieces(bytes.subarray(0, bytes.length - cut), piece)).catch((e: unknown) => e);
        if (!(outcome instanceof Error)) expect(outcome).toEqual(array);
        else expectTypedOrRight(() => throwIt(outcome));
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  }, 120_000);

  it('reads back what was packed, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(arrays, fc.integer({ min: 1, max: 50 }), async (data, piece) => {
        const array: NdArray = { data, shape: [data.length] };
        expect(await readIdx(inPieces(writeIdx(array, { gzip: true }), piece))).toEqual(array);
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  }, 120_000);

  it('never fails on random bytes, streamed and perhaps as gzip, but with a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom([], [0, 0, 8], [0x1f, 0x8b, 8]),
        fc.integer({ min: 1, max: 9 }),
        async (tail, head, piece) => {
          const bytes = Uint8Array.from([...head, ...tail]);
          const outcome = await readIdx(inPieces(bytes, piece), { maxBytes: 1 << 20 }).catch((error: unknown) => error);
          expectTypedOrRight(() => (outcome instanceof Error ? throwIt(outcome) : (outcome as NdArray)));
        },
      ),
      { seed: SEED, numRuns: 10_000 },
    );
  }, 120_000);
});

function throwIt(error: Error): never {
  throw error;
}

function expectTypedOrRight(read: () => NdArray): void {
  try {
    const { data, shape } = read();
    expect(shape.reduce((product, extent) => product * extent, 1)).toBe(data.length);
  } catch (error) {
    if (!isGlassboxError(error)) throw error;
    expect(error.code).toMatch(/^(idx|gzip)-/);
    expect(error.details.offset).toBeTypeOf('number');
  }
}
