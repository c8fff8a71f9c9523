import type { Distribution, Space } from '../space/distribution.js';
import type { Json, StudyView, TrialRecord } from '../study/trial-record.js';

/** Parameters that were drawn together. */
export interface RelativeSample {
  readonly space: Space;
  /** By name, as numbers: see `toInternal`. */
  readonly params: Readonly<Record<string, number>>;
  /** What the sampler needs to know of the trial later: system attributes of the trial, by a key that names the sampler. */
  readonly attributes?: Readonly<Record<string, Json>>;
}

/** Chooses the parameters of trials. */
export interface Sampler {
  readonly name: string;
  /** Trials in all after which there is nothing new to try; the search then ends. */
  readonly limit?: number;
  /**
   * Whether what {@link sampleIndependent} gives depends on nothing but what it is given, and so may be asked for before the objective does, and
   * in vain. Trials that run far away then need not ask. Default false.
   */
  readonly drawsAhead?: boolean;
  /**
   * Draws one parameter, when the objective asks for it and it was not drawn together with others.
   *
   * @returns a number in the distribution: the value, or the place of a choice.
   */
  sampleIndependent(study: StudyView, trial: TrialRecord, name: string, distribution: Distribution): number;
  /** Draws parameters together, before the objective asks for any. Undefined leaves all to {@link sampleIndependent}. */
  sampleRelative?(study: StudyView, trial: TrialRecord): RelativeSample | undefined;
}
