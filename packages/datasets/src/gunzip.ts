import { GlassboxError, throwIfAborted, yieldToEventLoop } from '@glassbox/core';
import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Bytes unpacked at once: what a bomb can make of any input before the reader sees it. */
const PIECE = 64 * 1024;

/** Bytes unpacked before other tasks get their turn. */
const TURN = 1024 * 1024;

/** zlib's window size of 2^15 bytes, plus 16 for "gzip and nothing else". */
const GZIP_WINDOW = 15 + 16;

/**
 * Unpacks gzip (RFC 1952) chunk by chunk: one member or several, with their CRC-32 and length checked, and nothing after the last.
 *
 * Not the platform's DecompressionStream: that tells no offset, and engines differ over several members and over bytes that follow.
 *
 * @throws `gzip-corrupt` with `details.offset`, the packed bytes read until the damage showed, and `details.unpacked`.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const inflater = new GzipInflater();
  let turn = TURN;
  for await (const chunk of chunks) {
    for (const piece of inflater.push(chunk)) {
      yield piece;
      turn -= piece.length;
      if (turn > 0) continue;
      await yieldToEventLoop();
      throwIfAborted(signal);
      turn = TURN;
    }
  }
  inflater.finish();
}

/** The members of one gzip file, fed in chunks of any size. */
class GzipInflater {
  #member: ZStream | undefined;
  #members = 0;
  #read = 0;
  #unpacked = 0;
  readonly #output = new Uint8Array(PIECE);

  *push(chunk: Uint8Array): Generator<Uint8Array> {
    let rest = chunk;
    while (rest.length > 0) {
      this.#member ??= this.#begin(rest[0]!);
      const { read, piece, done } = this.#inflate(this.#member, rest);
      if (piece.length > 0) yield piece;
      rest = rest.subarray(read);
      if (done) this.#member = undefined;
    }
  }

  /** Throws where a member is not complete. */
  finish(): void {
    if (this.#member || this.#members === 0) throw this.#corrupt('it ends too early');
  }

  #begin(first: number): ZStream {
    if (this.#members > 0 && first !== 0x1f) throw this.#corrupt('bytes follow its end');
    this.#members++;
    const stream = new ZStream();
    zlibInflateInit2(stream, GZIP_WINDOW);
    return stream;
  }

  /** Unpacks until a piece is full, the input is used up, or the member ends. */
  #inflate(stream: ZStream, input: Uint8Array): { read: number; piece: Uint8Array; done: boolean } {
    Object.assign(stream, { input, next_in: 0, avail_in: input.length });
    Object.assign(stream, { output: this.#output, next_out: 0, avail_out: PIECE });
    const status = zlibInflate(stream, Z_NO_FLUSH);
    this.#read += stream.next_in;
    this.#unpacked += stream.next_out;
    if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) throw this.#corrupt(stream.msg);
    return {
      read: stream.next_in,
      piece: this.#output.slice(0, stream.next_out),
      done: status === Z_STREAM_END,
    };
  }

  #corrupt(reason: string): GlassboxError {
    return new GlassboxError(
      'gzip-corrupt',
      `The gzip data is damaged at byte offset ${this.#read}, after ${this.#unpacked} bytes were unpacked: ${reason}. Fetch the file again.`,
      { details: { offset: this.#read, unpacked: this.#unpacked } },
    );
  }
}
