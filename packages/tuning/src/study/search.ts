import { requireArgument, throwIfAborted } from '@glassbox/core';
import type { TrialSource } from '../executors/executor.js';
import type { Ending, Outcome } from './ending.js';
import type { ReportBudget } from './report-budget.js';
import { checkRules, shouldStop } from './stop-rules.js';
import type { OptimizeOptions, Study } from './study.js';
import type { Trial } from './trial.js';
import { isFinished } from './trial-record.js';

/** What a search asks of its study. */
export interface SearchHost {
  readonly study: Study;
  /** Most trials that the sampler has something new for. */
  readonly limit: number;
  /** Seconds after which a silent worker's trial is taken. */
  readonly lease: number;
  readonly budget: ReportBudget | undefined;
  /** Begins a trial; undefined where none waits and there is no room for one more. */
  begin(room: () => boolean): Promise<Trial | undefined>;
  /** Whether other workers run trials that may come back. */
  awaitsOthers(): boolean;
}

/** One call of `optimize`: gives out trials until there is nothing left to do. */
export class Search implements TrialSource {
  readonly #host: SearchHost;
  readonly #options: OptimizeOptions;
  readonly #trials: number;
  readonly #room: number;
  readonly #start = performance.now();
  #begun = 0;

  constructor(host: SearchHost, options: OptimizeOptions) {
    const { trials, total, stop = {} } = options;
    const isBounded = Number.isFinite(host.limit) || total !== undefined;
    const isCount = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value >= 0);
    requireArgument(
      (trials !== undefined || isBounded) && isCount(trials) && isCount(total),
      () => `Say how many trials to run, a whole number from 0 on, as trials or total; ${trials ?? total} came.`,
    );
    checkRules(stop, host.study.directions.length);
    this.#host = host;
    this.#options = options;
    this.#trials = trials ?? Number.POSITIVE_INFINITY;
    this.#room = Math.min(host.limit, total ?? Number.POSITIVE_INFINITY);
  }

  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }

  async next(): Promise<Trial | undefined> {
    const { study, budget } = this.#host;
    while (this.#begun < this.#trials && !this.#isToStop()) {
      throwIfAborted(this.signal);
      this.#begun++;
      const trial = await this.#host.begin(() => study.trials.length < this.#room && !budget?.isSpent);
      if (trial) return trial;
      this.#begun--;
      if (this.#options.total === undefined || !this.#host.awaitsOthers()) return undefined;
      await this.#lookAgainLater();
    }
    throwIfAborted(this.signal);
    return undefined;
  }

  async end(trial: Trial, outcome: Outcome | Ending): Promise<void> {
    const record = await this.#host.study.tell(trial, this.#ofAbort(outcome));
    if (isFinished(record)) this.#options.onTrial?.(record, this.#host.study);
    else this.#begun--;
  }

  /** An objective that was aborted is to go on later; one that says so by itself has failed. */
  #ofAbort(outcome: Outcome | Ending): Outcome | Ending {
    if (typeof outcome !== 'object' || !('state' in outcome) || outcome.state !== 'waiting') return outcome;
    if (this.signal?.aborted) return { state: 'waiting' };
    return outcome.lost === undefined ? { ...outcome, state: 'failed' } : outcome;
  }

  #isToStop(): boolean {
    if (this.#host.budget?.isSpent) return true;
    const seconds = (performance.now() - this.#start) / 1000;
    return shouldStop(this.#options.stop ?? {}, this.#host.study, seconds);
  }

  /** All trials are there, and others run the last of them: if one of those workers dies, its trial is to be run here. */
  #lookAgainLater(): Promise<void> {
    const { signal } = this;
    return new Promise((resolve) => {
      const timer = setTimeout(done, Math.min(1000, 250 * this.#host.lease));
      signal?.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
