import { GlassboxError, isGlassboxError } from '@glassbox/core';
import { joinBytes } from './bytes.js';

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Unpacks gzip chunk by chunk with the platform's own inflate, which checks length, CRC-32 and that nothing follows.
 *
 * @throws `gzip-corrupt` with the number of compressed bytes read, and of bytes unpacked, where the data is damaged or cut short.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let read = 0;
  let unpacked = 0;
  const source = new ReadableStream<Uint8Array>(
    pulling(chunks, (length) => {
      read += length;
    }),
  );
  const inflated = source.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>);
  const reader = inflated.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw corrupt(read, unpacked, cause);
      });
      if (done) return;
      unpacked += value.length;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Largest piece handed to the inflater at once; it unpacks a piece whole, so this bounds what a bomb can make of one. */
const PIECE = 16 * 1024;

/** Feeds chunks on demand, in small pieces. */
function pulling(
  chunks: AsyncIterable<Uint8Array>,
  onRead: (length: number) => void,
): UnderlyingDefaultSource<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async pull(controller) {
      while (rest.length === 0) {
        const { done, value } = await iterator.next();
        if (done) return controller.close();
        rest = value;
      }
      const piece = rest.subarray(0, PIECE);
      rest = rest.subarray(PIECE);
      onRead(piece.length);
      controller.enqueue(piece);
    },
    cancel: async () => {
      await iterator.return?.();
    },
  };
}

function corrupt(read: number, unpacked: number, cause: unknown): GlassboxError {
  if (isGlassboxError(cause)) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GlassboxError(
    'gzip-corrupt',
    `The gzip data is damaged or cut short near byte ${read} (${unpacked} bytes were unpacked): ${reason}. Fetch the file again.`,
    { details: { offset: read, unpacked }, cause },
  );
}

/** Packs bytes as gzip. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const packed: Uint8Array[] = [];
  const reader = blob
    .stream()
    .pipeThrough(new CompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>)
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(packed);
    packed.push(value);
  }
}
