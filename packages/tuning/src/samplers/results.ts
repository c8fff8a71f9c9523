import { isFinished, type TrialRecord } from '../study/trial-record.js';

/** Goes over the trials of a study that have given a result, each once, however late it ends. */
export class Results {
  readonly #counts: (trial: TrialRecord) => boolean;
  readonly #seen = new Set<number>();
  #from = 0;

  /** @param counts whether a trial that has ended is a result. Default: those that are complete or pruned. */
  constructor(counts: (trial: TrialRecord) => boolean = ({ state }) => state !== 'failed') {
    this.#counts = counts;
  }

  /** Results that have come since the last call. */
  *next(trials: readonly TrialRecord[]): Generator<TrialRecord> {
    while (this.#from < trials.length && isFinished(trials[this.#from]!) && this.#seen.delete(this.#from)) this.#from++;
    for (let i = this.#from; i < trials.length; i++) {
      const trial = trials[i]!;
      if (!isFinished(trial) || this.#seen.has(i)) continue;
      this.#seen.add(i);
      if (this.#counts(trial)) yield trial;
    }
  }
}
