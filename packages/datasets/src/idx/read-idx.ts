import { GlassboxError, type NdArray, throwIfAborted } from '@glassbox/core';
import { type ByteSource, chunksOf, joinBytes } from '../bytes.js';
import { gunzip, isGzip } from '../gunzip.js';
import { headerLength, type IdxHeader, readHeader } from './idx-header.js';

export interface ReadIdxOptions {
  /** Most bytes of elements that are accepted. Default 2^31 - 1. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

const LARGEST = 2 ** 31 - 1;

function wrongLength(header: IdxHeader, actual: number): GlassboxError {
  const expected = header.headerBytes + header.dataBytes;
  const isShort = actual < expected;
  return new GlassboxError(
    isShort ? 'idx-truncated' : 'idx-trailing-bytes',
    `The header [${header.shape.join(', ')}] of ${header.type.name} asks for ${expected} bytes, but the file ` +
      `${isShort ? `ends at byte offset ${actual}` : `goes on at byte offset ${expected}`}. It is damaged, or no IDX file.`,
    { details: { offset: isShort ? actual : expected, expected, actual } },
  );
}

/**
 * Reads an IDX file that lies unpacked in memory. Bytes are not copied: 8-bit elements are a view of the input.
 *
 * @throws as {@link readIdx}, and `idx-bad-magic` for gzip, which takes `readIdx`.
 */
export function parseIdx(bytes: Uint8Array, { maxBytes = LARGEST }: ReadIdxOptions = {}): NdArray {
  const header = readHeader(bytes, maxBytes);
  if (header.headerBytes + header.dataBytes !== bytes.length) throw wrongLength(header, bytes.length);
  return { data: header.type.read(bytes.subarray(header.headerBytes)), shape: header.shape };
}

/**
 * Reads an IDX file, the format of MNIST: any of its six element types, any number of axes, plain or gzip, whole or as a stream.
 *
 * Memory grows with the bytes that came, never with what the header claims; a gzip bomb is cut off where the header's size is passed.
 *
 * @throws `idx-bad-magic`, `idx-unknown-type`, `idx-too-large`, `idx-truncated`, `idx-trailing-bytes`, `gzip-corrupt`, each with
 * `details.offset` in bytes; `aborted` by the signal.
 * @example
 * const { data, shape } = await readIdx(await readFile('t10k-images-idx3-ubyte.gz')); // Uint8Array, [10000, 28, 28]
 */
export async function readIdx(source: ByteSource, options: ReadIdxOptions = {}): Promise<NdArray> {
  if (source instanceof ArrayBuffer) return readIdx(new Uint8Array(source), options);
  if (source instanceof Uint8Array && !isGzip(source)) return parseIdx(source, options);
  const collected: Uint8Array[] = [];
  for await (const chunk of idxChunks(source, options)) collected.push(chunk);
  return parseIdx(joinBytes(collected.length === 0 ? [new Uint8Array(0)] : collected), options);
}

/** The unpacked bytes of a file, checked against its header as they pass: none comes beyond the size that the header states. */
async function* idxChunks(
  source: ByteSource,
  { maxBytes = LARGEST, signal }: ReadIdxOptions,
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  let header: IdxHeader | undefined;
  let length = 0;
  for await (const chunk of unpacked(chunksOf(source))) {
    throwIfAborted(signal);
    length += chunk.length;
    if (!header) {
      head = joinBytes([head, chunk]);
      if (head.length >= 4) readHeaderStart(head, maxBytes);
      if (head.length >= headerLength(head)) header = readHeader(head, maxBytes);
    }
    if (header && length > header.headerBytes + header.dataBytes) throw wrongLength(header, length);
    yield chunk;
  }
}

/** Refuses a wrong magic or type as soon as four bytes are there, however many axes follow. */
function readHeaderStart(head: Uint8Array, maxBytes: number): void {
  const withoutAxes = Uint8Array.of(head[0]!, head[1]!, head[2]!, 0);
  readHeader(withoutAxes, maxBytes);
}

/** Passes plain chunks on and unpacks gzip, told apart by the first two bytes. */
async function* unpacked(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = joinBytes([head, value]);
  }
  const whole = after(head, chunks);
  yield* isGzip(head) ? gunzip(whole) : whole;
}

async function* after(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
