import type { Ending, Outcome } from '../study/ending.js';
import type { Trial } from '../study/trial.js';

/** What is tuned: gives the value of a trial's parameters, or one for each direction of the study. */
export type Objective = (trial: Trial) => Outcome | Promise<Outcome>;

/** Where an executor gets trials from, and gives back what came of them. */
export interface TrialSource {
  /** The next trial to run; undefined where there is none left. */
  next(): Promise<Trial | undefined>;
  end(trial: Trial, outcome: Outcome | Ending): Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Runs trials, here or elsewhere. */
export interface Executor {
  readonly name: string;
  /**
   * Runs an objective on trials until the source has none left.
   *
   * @param objective a function, or the address of a module whose default export is one.
   */
  run(objective: Objective | URL, source: TrialSource): Promise<void>;
}
