import { GlassboxError, random } from '@glassbox/core';
import type { Entry, Operation } from '../storages/operation.js';
import { Replay, type ReplayedStudy, type ReplayedTrial } from '../storages/replay.js';
import type { Storage } from '../storages/storage.js';
import type { Direction } from './trial-record.js';

/** A worker's view of one study in a storage: writes entries in order, and replays what all workers wrote. */
export class StudyLog {
  readonly #storage: Storage;
  readonly #replay = new Replay();
  readonly #worker = newWorkerName();
  #study: ReplayedStudy | undefined;
  #next = 0;
  #waiting: Operation[] = [];
  #tail: Promise<void> = Promise.resolve();

  private constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** @throws `study-differs` where the storage has a study of the name that goes another way. */
  static async open(storage: Storage, name: string, directions: readonly Direction[]): Promise<StudyLog> {
    const log = new StudyLog(storage);
    await log.#synchronize();
    if (!log.#replay.study(name)) await log.write([{ op: 'create-study', name, directions }]);
    const study = log.#replay.study(name)!;
    if (study.directions.join() !== directions.join()) {
      throw new GlassboxError(
        'study-differs',
        `Study '${name}' is there already and is to ${study.directions.join(' and ')}, not to ${directions.join(' and ')}. ` +
          'Open it as it is, or take another name.',
      );
    }
    log.#study = study;
    return log;
  }

  get study(): ReplayedStudy {
    return this.#study!;
  }

  /** Writes entries with all that wait before them, and returns when they are kept and replayed. */
  async write(entries: readonly Entry[]): Promise<void> {
    this.writeSoon(entries);
    await this.#inTurn(() => this.#flush());
  }

  /** Lets entries wait for the next {@link write}. */
  writeSoon(entries: readonly Entry[]): void {
    const time = Date.now();
    for (const entry of entries) this.#waiting.push({ ...entry, worker: this.#worker, time });
  }

  /** Writes what waits, in the background; where that fails, the next {@link write} says so. */
  flushSoon(): void {
    void this.write([]).catch(() => undefined);
  }

  /** Claims the first waiting trial, or makes one; workers that claim the same see in the log who was first. */
  begin(): Promise<ReplayedTrial> {
    return this.#inTurn(async () => {
      await this.#synchronize();
      for (;;) {
        const queued = this.study.trials.find(({ state }) => state === 'waiting');
        if (!queued) break;
        this.writeSoon([{ op: 'set-state', trial: queued.id, state: 'running' }]);
        await this.#flush();
        if (queued.owner === this.#worker) return queued;
      }
      this.writeSoon([{ op: 'create-trial', study: this.study.id, state: 'running' }]);
      await this.#flush();
      return this.#replay.lastCreatedBy(this.#worker, this.study.id)!;
    });
  }

  /** One after the other, so that entries keep their order and a claim is read back before the next is made. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async #flush(): Promise<void> {
    const operations = this.#waiting;
    this.#waiting = [];
    try {
      if (operations.length > 0) await this.#storage.append(operations);
    } catch (error) {
      // They are not lost: the next write tries again, and fails where somebody waits for it.
      this.#waiting = [...operations, ...this.#waiting];
      throw error;
    }
    await this.#synchronize();
  }

  async #synchronize(): Promise<void> {
    const { operations, next } = await this.#storage.read(this.#next);
    this.#replay.apply(operations);
    this.#next = next;
  }
}

/** A name that no other worker has; not from a seed, since workers of one seed must differ. */
function newWorkerName(): string {
  const draws = random(Math.floor(Math.random() * 2 ** 32), 'worker', Date.now());
  const part = () => draws.uint32().toString(16).padStart(8, '0');
  return `${part()}${part()}${part()}${part()}`;
}
