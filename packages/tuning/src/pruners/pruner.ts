import type { Json, StudyView, TrialRecord } from '../study/trial-record.js';

/** Decides after a report whether a trial is worth going on with. */
export interface Pruner {
  readonly name: string;
  /**
   * Whether it reads the vectors of a study with several objectives by itself. Default false: it is then shown one objective that is to be
   * minimised, where each report stands among all reports at its step, by domination and then by the room around it.
   */
  readonly takesVectors?: boolean;
  /**
   * @param trial the one that has just reported, with that report.
   * @param remember writes beside the trial what later decisions need.
   */
  shouldPrune(study: StudyView, trial: TrialRecord, remember: (key: string, value: Json) => void): boolean;
}

/** Lets every trial run to its end. */
export const nop = (): Pruner => ({ name: 'nop', takesVectors: true, shouldPrune: () => false });
