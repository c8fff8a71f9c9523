import { type NdArray, requireArgument, throwIfAborted } from '@glassbox/core';
import { type ByteSource, joinBytes } from '../bytes.js';
import { isGzip } from '../gunzip.js';
import { type IdxHeader, readHeader } from './idx-header.js';
import { openIdx, wrongLength } from './open-idx.js';

export interface ReadIdxOptions {
  /** Most bytes of elements that are accepted. Default 2^31 - 1. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const LARGEST = 2 ** 31 - 1;

const decode = ({ type, shape }: IdxHeader, elements: Uint8Array): NdArray => ({ data: type.read(elements), shape });

/**
 * Reads an IDX file that lies unpacked in memory. Bytes are not copied: 8-bit elements are a view of the input.
 *
 * @throws as {@link readIdx}, and `idx-bad-magic` for gzip, which takes `readIdx`.
 */
export function parseIdx(bytes: Uint8Array, { maxBytes = LARGEST }: ReadIdxOptions = {}): NdArray {
  const header = readHeader(bytes, maxBytes);
  if (header.headerBytes + header.dataBytes !== bytes.length) throw wrongLength(header, bytes.length);
  return decode(header, bytes.subarray(header.headerBytes));
}

/**
 * Reads an IDX file, the format of MNIST: any of its six element types, any number of axes from 0 to 255, plain or gzip, whole or as
 * a stream.
 *
 * Memory grows with the bytes that came, never with what the header claims; a gzip bomb is cut off where the header's size is passed.
 *
 * @throws `idx-bad-magic`, `idx-unknown-type`, `idx-too-large`, `idx-truncated`, `idx-trailing-bytes`, `gzip-corrupt`, each with
 * `details.offset` in bytes (of the packed file for gzip-corrupt, else of the unpacked one); `aborted` by the signal.
 * @example
 * const { data, shape } = await readIdx(await readFile('t10k-images-idx3-ubyte.gz')); // Uint8Array, [10000, 28, 28]
 */
export async function readIdx(source: ByteSource, options: ReadIdxOptions = {}): Promise<NdArray> {
  const { maxBytes = LARGEST, signal } = options;
  throwIfAborted(signal);
  if (source instanceof ArrayBuffer) return readIdx(new Uint8Array(source), options);
  if (source instanceof Uint8Array && !isGzip(source)) return parseIdx(source, options);
  const { header, elements } = await openIdx(source, maxBytes, signal);
  const collected: Uint8Array[] = [];
  for await (const chunk of elements) collected.push(chunk);
  return decode(header, joinBytes(collected));
}

/** An IDX file that is read block by block. */
export interface IdxStream {
  /** What the header says, `[rows, ...]`. */
  readonly shape: readonly number[];
  readonly type: 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';
  /**
   * The elements in blocks of `rowsPerBlock` entries of the first axis, `[rowsPerBlock, ...]`, the last one shorter. To be gone
   * through once; damage further on in the file is thrown where it is reached.
   */
  readonly blocks: AsyncIterable<NdArray>;
}

export interface IdxStreamOptions extends ReadIdxOptions {
  /** Entries of the first axis in a block, above 0. Default 256. */
  readonly rowsPerBlock?: number;
}

/**
 * Opens an IDX file that need not fit into memory: the header now, the elements in blocks as they are asked for.
 *
 * @throws as {@link readIdx}; `maxBytes` has no limit by default. `bad-argument` for a scalar, which has no rows.
 * @example
 * const { shape, blocks } = await readIdxStream(createReadStream('train-images-idx3-ubyte.gz'), { rowsPerBlock: 32 });
 * for await (const { data } of blocks) show(data); // Uint8Array of 32 x 28 x 28
 */
export async function readIdxStream(source: ByteSource, options: IdxStreamOptions = {}): Promise<IdxStream> {
  const { maxBytes = Number.POSITIVE_INFINITY, rowsPerBlock = 256, signal } = options;
  requireArgument(
    Number.isInteger(rowsPerBlock) && rowsPerBlock > 0,
    `rowsPerBlock is a whole number above 0, but ${rowsPerBlock} came.`,
  );
  throwIfAborted(signal);
  const { header, elements } = await openIdx(source, maxBytes, signal, requireRows);
  return { shape: header.shape, type: header.type.name, blocks: blocksOf(header, elements, rowsPerBlock) };
}

function requireRows({ shape }: IdxHeader): void {
  requireArgument(shape.length > 0, 'This IDX file holds a single number and has no rows. Read it with readIdx.');
}

async function* blocksOf(
  { type, shape, dataBytes }: IdxHeader,
  elements: AsyncGenerator<Uint8Array>,
  rowsPerBlock: number,
): AsyncGenerator<NdArray> {
  const rowBytes = dataBytes / shape[0]!;
  for await (const held of inLengths(elements, rowBytes * rowsPerBlock)) {
    yield { data: type.read(held), shape: [held.length / rowBytes, ...shape.slice(1)] };
  }
}

/** Cuts chunks anew into pieces of one length, the last one shorter. Each piece has memory of its own. */
async function* inLengths(chunks: AsyncGenerator<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let missing = length;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (rest.length >= missing) {
      yield joinBytes([...held, rest.slice(0, missing)]);
      rest = rest.subarray(missing);
      held = [];
      missing = length;
    }
    if (rest.length > 0) held.push(rest);
    missing -= rest.length;
  }
  if (held.length > 0) yield joinBytes(held);
}
