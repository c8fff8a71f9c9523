import { GlassboxError } from '@glassbox/core';
import { memory } from '../memory.js';
import type { Operation } from '../operation.js';
import { type DamagedRecord, RecordReader } from '../records/damaged.js';
import { recordText } from '../records/record-storage.js';
import type { Storage } from '../storage.js';

/**
 * All of a storage as the text of Optuna's journal: written to a file, Optuna's `JournalFileBackend` and {@link journal} open it.
 *
 * @example
 * const file = new Blob([await exportJournal(storage)]);
 */
export async function exportJournal(storage: Storage): Promise<string> {
  const { operations } = await storage.read(0);
  return operations.map((operation) => `${recordText(operation)}\n`).join('');
}

/** What came of an import. */
export interface Imported<Damaged = DamagedRecord> {
  /** That was imported into. */
  readonly storage: Storage;
  /** What could not be read; the rest was imported. */
  readonly damaged: readonly Damaged[];
}

/**
 * Puts the text of a journal into a storage.
 *
 * @param storage an empty one. Default: one in memory.
 * @returns the storage, and the lines that are no record, by their number from 1 on; they are passed over.
 * @throws `not-empty` where the storage has something, whose trials would then have other places.
 */
export async function importJournal(text: string, storage: Storage = memory()): Promise<Imported> {
  const reader = new RecordReader();
  const operations = text.split('\n').flatMap((line, i) => (line && reader.read(line, i + 1)) || []);
  await putInto(storage, operations);
  return { storage, damaged: reader.damaged };
}

/** @throws `not-empty` where the storage has something. */
export async function putInto(storage: Storage, operations: readonly Operation[]): Promise<void> {
  await storage.update(0, ({ operations: before }) => {
    if (before.length === 0) return operations;
    throw new GlassboxError('not-empty', 'The storage has something in it already. Import into an empty one.');
  });
}
