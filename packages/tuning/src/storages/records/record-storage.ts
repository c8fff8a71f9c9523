import { GlassboxError, isGlassboxError } from '@glassbox/core';
import { toPythonJson } from '../journal/python-json.js';
import { toRecord } from '../journal/records.js';
import type { Operation } from '../operation.js';
import type { LogSlice } from '../storage.js';
import { type DamagedRecord, RecordReader, type RecordStorage } from './damaged.js';
import type { RecordList, RecordText } from './record-list.js';

/** The record of an operation, as Optuna's journal has it. */
export const recordText = (operation: Operation): string => toPythonJson(toRecord(operation));

/**
 * A storage over a list of records.
 *
 * @param what names the list in errors, such as `The Redis journal 'sweep'`.
 */
export function recordStorage(name: string, what: string, list: RecordList): RecordStorage {
  return new ListStorage(name, what, list);
}

class ListStorage implements RecordStorage {
  readonly #reader = new RecordReader();
  readonly #list: RecordList;
  readonly #what: string;

  constructor(
    readonly name: string,
    what: string,
    list: RecordList,
  ) {
    this.#what = what;
    this.#list = list;
  }

  get damaged(): readonly DamagedRecord[] {
    return this.#reader.damaged;
  }

  read(from: number): Promise<LogSlice> {
    return this.#guard('read', async () => this.#slice(await this.#list.read(from), from));
  }

  update(from: number, decide: (fresh: LogSlice) => readonly Operation[]): Promise<number> {
    return this.#guard('written', () =>
      this.#list.update(from, (fresh, start) => decide(this.#slice(fresh, start)).map(recordText)),
    );
  }

  async close(): Promise<void> {
    await this.#list.close?.();
  }

  #slice(texts: readonly RecordText[], from: number): LogSlice {
    const operations = texts.flatMap((text, i) => this.#operation(text, from + i) ?? []);
    return { operations, next: from + texts.length };
  }

  #operation(text: RecordText, position: number): Operation | undefined {
    if (text !== undefined) return this.#reader.read(text, position);
    this.#reader.setAside({ position, text: '', reason: 'The record is not there any more.' });
    return undefined;
  }

  async #guard<T>(how: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (isGlassboxError(cause)) throw cause;
      const { message, code } = cause as { readonly message?: string; readonly code?: string };
      throw new GlassboxError('storage-failed', `${this.#what} could not be ${how}: ${message || code}`, { cause });
    }
  }
}
