import type { Entry } from '../storages/operation.js';
import type { ReplayedTrial } from '../storages/replay.js';
import { failure } from './ending-entries.js';
import type { Holding } from './study-log.js';
import { isFinished } from './trial-record.js';
import { isWorkerDead } from './worker-name.js';

/** Signs of life of a trial's owner, and since when there was no other, by this worker's clock. */
interface Sighting {
  readonly signs: number;
  readonly claims: number;
  readonly since: number;
}

/**
 * Who may run which trial.
 *
 * Whoever runs a trial gives signs of life, a third of the lease apart. A worker that has seen none for a whole lease, by its own clock, takes the
 * trial; clocks are never compared. One whose process on this machine has ended loses its trial at once. What a worker then still writes is
 * refused, since a change of the log sees all before it.
 */
export class Leases {
  readonly #holding: Holding;
  readonly #worker: string;
  readonly #now: () => number;
  readonly #isDead: (worker: string) => boolean;
  #seen = new Map<number, Sighting>();
  readonly #own = new Map<number, ReplayedTrial>();
  #renewed = new Map<number, number>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(holding: Holding, worker: string) {
    this.#holding = holding;
    this.#worker = worker;
    this.#now = holding.now ?? (() => performance.now());
    this.#isDead = holding.isDead ?? isWorkerDead;
  }

  /** What is written with a claim. */
  get terms(): { readonly lease?: number } {
    const { lease } = this.#holding;
    return Number.isFinite(lease) ? { lease } : {};
  }

  /** Notes which owners have written since the last look. */
  observe(open: ReadonlySet<ReplayedTrial>): void {
    const now = this.#now();
    const before = this.#seen;
    this.#seen = new Map();
    for (const { id, state, signs, claims } of open) {
      if (state !== 'running') continue;
      const seen = before.get(id);
      const isSilent = seen !== undefined && seen.signs === signs && seen.claims === claims;
      this.#seen.set(id, isSilent ? seen : { signs, claims, since: now });
    }
  }

  /** The first trial that nobody has, with what has to be written to have it. Trials that too many workers have died of end as failed. */
  take(open: ReadonlySet<ReplayedTrial>): { readonly entries: readonly Entry[]; readonly trial?: ReplayedTrial } {
    const entries: Entry[] = [];
    for (const trial of open) {
      const isExpired = this.#isExpired(trial);
      if (trial.state !== 'waiting' && !isExpired) continue;
      if (isExpired) entries.push({ op: 'set-state', trial: trial.id, state: 'waiting', lost: true });
      entries.push({ op: 'set-state', trial: trial.id, state: 'running', ...this.terms });
      if (trial.losses + Number(isExpired) < this.#holding.losses) return { entries, trial };
      entries.push(...failure(trial.id, `Its worker died, ${this.#holding.losses} times.`));
    }
    return { entries };
  }

  /** What becomes of a trial whose worker has died, or was stopped. */
  givingBack({ id, losses }: ReplayedTrial, lost: boolean, reason: string): readonly Entry[] {
    if (lost && losses + 1 >= this.#holding.losses) return failure(id, reason);
    return [{ op: 'set-state', trial: id, state: 'waiting', ...(lost && { lost }) }];
  }

  /** Gives signs of life of a trial until it has ended. */
  keep(trial: ReplayedTrial, renew: () => void): void {
    this.#own.set(trial.id, trial);
    if (this.#timer || this.terms.lease === undefined) return;
    this.#timer = setInterval(renew, (1000 * this.terms.lease) / 3);
    // A program may end while its timers run.
    (this.#timer as { unref?(): void }).unref?.();
  }

  /**
   * Signs of life for those of this worker's trials of which nothing was written since the last ones.
   *
   * @param written of which something is about to be: that is a sign itself, and after one that is given back it would be a claim.
   */
  renewals(written: ReadonlySet<number>): readonly Entry[] {
    const entries: Entry[] = [];
    const renewed = new Map<number, number>();
    for (const [id, trial] of this.#own) {
      if (isFinished(trial) || trial.owner !== this.#worker) {
        this.#own.delete(id);
        continue;
      }
      const isSilent = (this.#renewed.get(id) ?? 0) === trial.signs && !written.has(id);
      if (isSilent) entries.push({ op: 'set-state', trial: id, state: 'running' });
      renewed.set(id, trial.signs + Number(isSilent));
    }
    this.#renewed = renewed;
    if (this.#own.size === 0) this.#stop();
    return entries;
  }

  areOthersRunning(open: ReadonlySet<ReplayedTrial>): boolean {
    for (const { state, lease, owner } of open) {
      if (state === 'running' && lease !== undefined && owner !== this.#worker) return true;
    }
    return false;
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #isExpired({ id, state, lease, owner }: ReplayedTrial): boolean {
    if (state !== 'running' || lease === undefined || owner === this.#worker) return false;
    if (owner !== undefined && this.#isDead(owner)) return true;
    const seen = this.#seen.get(id);
    return seen !== undefined && this.#now() - seen.since > 1000 * lease;
  }
}
