import { GlassboxError, requireArgument } from '@glassbox/core';
import type { Operation } from '../operation.js';
import { type DamagedRecord, RecordReader, type RecordStorage } from '../records/damaged.js';
import { recordText } from '../records/record-storage.js';
import type { LogSlice } from '../storage.js';
import { FileLock } from './file-lock.js';
import { codeOf, type Files, nodeFiles } from './node-files.js';

/** A storage in a file. */
export interface Journal extends RecordStorage {
  readonly path: string;
}

const NEWLINE = 10;

/**
 * Keeps studies in a file that only grows, for any number of processes at a time, on one machine or on a shared disk.
 *
 * The format and the lock are those of Optuna's journal: Optuna 3.1 to 5 opens the file and goes on with it, also while we write, and we go on
 * with Optuna's. A line that is no record is passed over, and the rest is kept.
 *
 * @param path of the file; it is made where there is none, its folder is not.
 * @throws `unsupported` outside of Node. Reading and writing throw `storage-failed` where the file system does.
 */
export function journal(path: string): Journal {
  requireArgument(path !== '', 'A journal has a path, such as sweep.log.');
  return new FileJournal(path, nodeFiles());
}

class FileJournal implements Journal {
  readonly name = 'journal';
  readonly #reader = new RecordReader();
  readonly #files: Files;
  readonly #lock: FileLock;

  constructor(
    readonly path: string,
    files: Files,
  ) {
    this.#files = files;
    this.#lock = new FileLock(files, path);
  }

  /** Lines that were passed over so far, and ends of lines that a worker left unfinished and were moved aside. */
  get damaged(): readonly DamagedRecord[] {
    return this.#reader.damaged;
  }

  read(from: number): Promise<LogSlice> {
    return this.#guard('read', async () => this.#slice(from));
  }

  update(from: number, decide: (fresh: LogSlice) => readonly Operation[]): Promise<number> {
    return this.#guard('written', async () => {
      await this.#lock.acquire();
      try {
        const fresh = this.#slice(from);
        const lines = decide(fresh).map((operation) => `${recordText(operation)}\n`);
        return lines.length === 0 ? fresh.next : this.#write(new TextEncoder().encode(lines.join('')));
      } finally {
        this.#lock.release();
      }
    });
  }

  #slice(from: number): LogSlice {
    const bytes = this.#bytesFrom(from);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const decoder = new TextDecoder();
    const operations: Operation[] = [];
    for (let start = 0; start < end; ) {
      const stop = bytes.indexOf(NEWLINE, start);
      const operation = this.#reader.read(decoder.decode(bytes.subarray(start, stop)), from + start);
      if (operation) operations.push(operation);
      start = stop + 1;
    }
    return { operations, next: from + end };
  }

  #bytesFrom(position: number): Uint8Array {
    let file: number;
    try {
      file = this.#files.openSync(this.path, 'r');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new Uint8Array(0);
      throw error;
    }
    try {
      const bytes = new Uint8Array(Math.max(0, this.#files.fstatSync(file).size - position));
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = this.#files.readSync(file, bytes, length, bytes.length - length, position + length);
      }
      return bytes.subarray(0, length);
    } finally {
      this.#files.closeSync(file);
    }
  }

  /** Writes whole lines at the end, and has them on the disk when it returns; gives where the file then ends. */
  #write(bytes: Uint8Array): number {
    const file = this.#files.openSync(this.path, 'a+');
    try {
      const { size } = this.#files.fstatSync(file);
      const start = this.#withoutTornEnd(file, size);
      if (!this.#lock.isOurs) throw new Error('The lock was taken over, since writing had stood still for long.');
      try {
        for (let done = 0; done < bytes.length; ) done += this.#files.writeSync(file, bytes.subarray(done));
        this.#files.fsyncSync(file);
        return start + bytes.length;
      } catch (error) {
        // All or nothing: a disk that is full may have taken a part.
        this.#files.ftruncateSync(file, start);
        throw error;
      }
    } finally {
      this.#files.closeSync(file);
    }
  }

  /** Moves a line aside that a worker has left unfinished; gives where the file then ends. Nobody has read it: readers stop before it. */
  #withoutTornEnd(file: number, size: number): number {
    if (size === 0) return 0;
    const last = new Uint8Array(1);
    this.#files.readSync(file, last, 0, 1, size - 1);
    if (last[0] === NEWLINE) return size;
    const bytes = this.#bytesFrom(0);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const text = new TextDecoder().decode(bytes.subarray(end));
    this.#reader.setAside({ position: end, text, reason: 'The line has no end; who wrote it has died.' });
    this.#files.ftruncateSync(file, end);
    return end;
  }

  async #guard<T>(what: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw new GlassboxError(
        'storage-failed',
        `The journal ${this.path} could not be ${what}: ${(cause as Error).message}`,
        {
          cause,
          details: { path: this.path },
        },
      );
    }
  }
}
