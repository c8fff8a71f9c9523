import { GlassboxError, throwIfAborted } from '@glassbox/core';
import { type ByteSource, chunksOf, joinBytes } from '../bytes.js';
import { gunzip, isGzip } from '../gunzip.js';
import { headerLength, type IdxHeader, readHeader } from './idx-header.js';

/** A file whose header was read and found right. */
export interface OpenedIdx {
  readonly header: IdxHeader;
  /** Exactly the bytes of the elements, as they come; throws where the file holds fewer or more. */
  readonly elements: AsyncGenerator<Uint8Array>;
}

/** The error of a file whose length is not what its header asks for, given how many bytes came. */
export function wrongLength(header: IdxHeader, actual: number): GlassboxError {
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
 * Reads the header of a file, plain or gzip, and gives the rest as it comes: no more is read or held than was asked for.
 *
 * @param accept may throw for a header that the caller has no use for; the source is closed then.
 */
export async function openIdx(
  source: ByteSource,
  maxBytes: number,
  signal?: AbortSignal,
  accept?: (header: IdxHeader) => void,
): Promise<OpenedIdx> {
  const chunks = unpacked(chunksOf(source), signal);
  try {
    let head: Uint8Array = new Uint8Array(0);
    while (head.length < headerLength(head)) {
      const { done, value } = await chunks.next();
      throwIfAborted(signal);
      if (done) break;
      head = joinBytes([head, value]);
      if (head.length >= 4) refuseEarly(head, maxBytes);
    }
    const header = readHeader(head, maxBytes);
    accept?.(header);
    return { header, elements: elementsOf(header, after(head.subarray(header.headerBytes), chunks), signal) };
  } catch (error) {
    await chunks.return(undefined);
    throw error;
  }
}

async function* elementsOf(
  header: IdxHeader,
  chunks: AsyncGenerator<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    throwIfAborted(signal);
    if (chunk.length === 0) continue;
    length += chunk.length;
    if (length > header.dataBytes) throw wrongLength(header, header.headerBytes + length);
    yield chunk;
  }
  if (length < header.dataBytes) throw wrongLength(header, header.headerBytes + length);
}

/** Refuses a wrong magic or type as soon as four bytes are there, however many axes follow. */
function refuseEarly(head: Uint8Array, maxBytes: number): void {
  readHeader(Uint8Array.of(head[0]!, head[1]!, head[2]!, 0), maxBytes);
}

/** Passes plain chunks on and unpacks gzip, told apart by the first two bytes. */
async function* unpacked(chunks: AsyncGenerator<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 2) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = joinBytes([head, value]);
  }
  const whole = after(head, chunks);
  yield* isGzip(head) ? gunzip(whole, signal) : whole;
}

async function* after(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
