import { type Batch, GlassboxError, type IndexedData, isIndexedData, type TrainingData } from '@glassbox/core';

/** Batches of indexed data in the given order, from batch number `from` on. */
export function* indexedBatches(data: IndexedData, order: Uint32Array, batchSize: number, from = 0): Generator<Batch> {
  for (let start = from * batchSize; start < order.length; start += batchSize) {
    yield data.readBatch(order.subarray(start, Math.min(start + batchSize, order.length)));
  }
}

/** The integers from `start` up to `end`. */
export function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}

/** All batches of any data, in its own order. */
export function batchesOf(
  data: TrainingData,
  batchSize: number,
  signal?: AbortSignal,
): AsyncIterable<Batch> | Iterable<Batch> {
  if (isIndexedData(data)) return indexedBatches(data, range(0, data.size), batchSize);
  return data.batches(batchSize, signal);
}

/** Throws `empty-data` for data that is known to have no sample. */
export function requireSamples(data: TrainingData, what: string): void {
  if (data.size !== 0) return;
  throw new GlassboxError('empty-data', `${what} has no samples. Check how it was loaded, filtered or split.`);
}
