import { checkOperation } from '../journal/check-operation.js';
import { parsePythonJson } from '../journal/python-json.js';
import { fromRecord, type JournalRecord } from '../journal/records.js';
import type { Operation } from '../operation.js';
import type { Storage } from '../storage.js';

/** A piece of a log that could not be read. */
export interface DamagedRecord {
  /** Where it begins: in bytes in a journal's file, the line of a text, for a table of Optuna's the number of the trial or study, and elsewhere the place among the records. */
  readonly position: number;
  readonly text: string;
  readonly reason: string;
}

/** A storage that keeps records as text, and passes over those that are none. */
export interface RecordStorage extends Storage {
  /** What was passed over so far, or moved aside. */
  readonly damaged: readonly DamagedRecord[];
}

/** Reads records, and sets aside what is none: each once, however often it is read. */
export class RecordReader {
  readonly #damaged = new Map<string, DamagedRecord>();

  get damaged(): readonly DamagedRecord[] {
    return [...this.#damaged.values()];
  }

  setAside(damaged: DamagedRecord): void {
    this.#damaged.set(`${damaged.position} ${damaged.text}`, damaged);
  }

  /** The operation that a text says; undefined where it says none. */
  read(text: string, position: number): Operation | undefined {
    try {
      const operation = fromRecord(parsePythonJson<JournalRecord>(text));
      return operation && checkOperation(operation);
    } catch (error) {
      this.setAside({ position, text, reason: (error as Error).message });
      return undefined;
    }
  }
}
