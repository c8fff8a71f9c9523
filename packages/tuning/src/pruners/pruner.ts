import type { Json, StudyView, TrialRecord } from '../study/trial-record.js';

/** Decides after a report whether a trial is worth going on with. */
export interface Pruner {
  readonly name: string;
  /**
   * @param trial the one that has just reported, with that report.
   * @param remember writes beside the trial what later decisions need.
   */
  shouldPrune(study: StudyView, trial: TrialRecord, remember: (key: string, value: Json) => void): boolean;
}

/** Lets every trial run to its end. */
export const nop = (): Pruner => ({ name: 'nop', shouldPrune: () => false });
