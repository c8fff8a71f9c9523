import { GlassboxError } from '@glassbox/core';
import type { Entry, Operation } from '../storages/operation.js';
import { isLate, Replay, type ReplayedStudy, type ReplayedTrial } from '../storages/replay.js';
import type { LogSlice, Storage } from '../storages/storage.js';
import { chosenStudy } from './chosen-study.js';
import { Leases } from './leases.js';
import type { Direction } from './trial-record.js';
import { newWorkerName } from './worker-name.js';

/** How a worker holds its trials. */
export interface Holding {
  /** Seconds without a sign of life after which others may take a trial; Infinity for never. */
  readonly lease: number;
  /** How many workers may die of a trial before it fails. */
  readonly losses: number;
  /** A clock in milliseconds. */
  readonly now?: () => number;
  /** Whether a worker is known to have died. Default: where its process on this machine has. */
  readonly isDead?: (worker: string) => boolean;
}

/** The trials that operations change. */
const trialsOf = (operations: readonly Operation[]): ReadonlySet<number> =>
  new Set(operations.flatMap((operation) => ('trial' in operation ? [operation.trial] : [])));

/** A worker's view of one study in a storage: writes entries in order, and replays what all workers wrote. */
export class StudyLog {
  readonly #storage: Storage;
  readonly #replay = new Replay();
  readonly #worker = newWorkerName();
  readonly #leases: Leases;
  #study: ReplayedStudy | undefined;
  #next = 0;
  #waiting: Operation[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(storage: Storage, holding: Holding) {
    this.#storage = storage;
    this.#leases = new Leases(holding, this.#worker);
  }

  /** @throws `study-differs` where the storage has a study of the name that goes another way. */
  static async open(
    storage: Storage,
    name: string,
    directions: readonly Direction[],
    holding: Holding,
  ): Promise<StudyLog> {
    const log = new StudyLog(storage, holding);
    await log.#synchronize();
    if (!log.#replay.study(name)) {
      // Another worker may have made it meanwhile.
      await log.#update(() => (log.#replay.study(name) ? [] : [{ op: 'create-study', name, directions }]));
    }
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

  /** Opens a study that is there, whichever way it goes. @throws as {@link chosenStudy}. */
  static async load(storage: Storage, name: string | undefined, holding: Holding): Promise<StudyLog> {
    const log = new StudyLog(storage, holding);
    await log.#synchronize();
    log.#study = chosenStudy(log.#replay.studies, name);
    return log;
  }

  get study(): ReplayedStudy {
    return this.#study!;
  }

  /** Writes entries with all that wait before them, and returns when they are kept and replayed. */
  async write(entries: readonly Entry[]): Promise<void> {
    this.writeSoon(entries);
    await this.#update(() => []);
  }

  /** Lets entries wait for the next {@link write}. */
  writeSoon(entries: readonly Entry[]): void {
    for (const entry of entries) this.#waiting.push(this.#signed(entry));
  }

  /** Writes what waits, in the background; where that fails, the next {@link write} says so. */
  flushSoon(): void {
    void this.write([]).catch(() => undefined);
  }

  /**
   * Takes the first trial that waits or whose worker has died, or else makes one.
   *
   * @param room whether there may be one more; asked while nobody else can make one.
   */
  async begin(room: () => boolean): Promise<ReplayedTrial | undefined> {
    let taken: ReplayedTrial | undefined;
    let isMade = false;
    await this.#update(() => {
      const { entries, trial } = this.#leases.take(this.study.open);
      taken = trial;
      isMade = !trial && room();
      if (!isMade) return entries;
      return [...entries, { op: 'create-trial', study: this.study.id, state: 'running', ...this.#leases.terms }];
    });
    const trial = isMade ? this.#replay.lastCreatedBy(this.#worker, this.study.id)! : taken;
    if (trial) this.#leases.keep(trial, () => void this.renew().catch(() => undefined));
    return trial;
  }

  /** Gives signs of life of the trials that this worker runs, and looks for those of others. */
  renew(): Promise<void> {
    return this.#update((written) => this.#leases.renewals(written));
  }

  /** What becomes of a trial whose worker has died (`lost`), or was stopped. */
  givingBack(trial: ReplayedTrial, lost: boolean, reason: string): readonly Entry[] {
    return this.#leases.givingBack(trial, lost, reason);
  }

  /** Whether another worker runs a trial that this one could take, if that worker died. */
  get awaitsOthers(): boolean {
    return this.#leases.areOthersRunning(this.study.open);
  }

  /** Applies a change of the log, all of it or nothing, while nobody else writes. */
  #update(decide: (written: ReadonlySet<number>) => readonly Entry[]): Promise<void> {
    return this.#inTurn(async () => {
      let own: readonly Operation[] = [];
      let count = 0;
      const end = await this.#storage.update(this.#next, (fresh) => {
        this.#accept(fresh);
        count = this.#waiting.length;
        const waiting = this.#waiting.filter((operation) => !this.#isLate(operation));
        own = [...waiting, ...decide(trialsOf(waiting)).map((entry) => this.#signed(entry))];
        return own;
      });
      // Only now: where the storage failed they are not lost, and the next change brings them along.
      this.#waiting.splice(0, count);
      this.#accept({ operations: own, next: end });
    });
  }

  #accept({ operations, next }: LogSlice): void {
    this.#replay.apply(operations);
    this.#next = next;
    if (this.#study) this.#leases.observe(this.#study.open);
  }

  #isLate(operation: Operation): boolean {
    const trial = 'trial' in operation ? this.#replay.trial(operation.trial) : undefined;
    if (!trial) return false;
    // Only a dead worker's trial is taken from it, which is decided where the log is changed.
    const isGivenBack = operation.op === 'set-state' && operation.state === 'waiting';
    return isLate(trial, operation) || (isGivenBack && trial.owner !== this.#worker);
  }

  #signed(entry: Entry): Operation {
    return { ...entry, worker: this.#worker, time: Date.now() };
  }

  /** One after the other, so that entries keep their order. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #synchronize(): Promise<void> {
    return this.#inTurn(async () => this.#accept(await this.#storage.read(this.#next)));
  }
}
