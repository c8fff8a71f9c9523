/** Which values a parameter can have. */
export type ParamRange =
  | { readonly type: 'float' | 'int'; readonly low: number; readonly high: number; readonly log?: boolean }
  | { readonly type: 'categorical'; readonly choices: readonly (number | string | boolean | null)[] };

/** One trial of a study, as `@glassbox/tuning` has it. */
export interface TrialData {
  readonly number: number;
  readonly state: 'running' | 'complete' | 'pruned' | 'failed' | 'waiting';
  /** One for each objective; a pruned trial may have what it reported last. */
  readonly values?: readonly number[] | undefined;
  readonly params: Readonly<Record<string, number | string | boolean | null>>;
  readonly distributions: Readonly<Record<string, ParamRange>>;
  /** What was reported, by step. */
  readonly intermediateValues?: ReadonlyMap<number, number>;
  /** Amounts by which each named constraint is violated; 0 or less is feasible. */
  readonly constraints?: Readonly<Record<string, number>>;
  readonly userAttributes?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

/** A study as plain data, which a `Study` of `@glassbox/tuning` satisfies. */
export interface StudyData {
  readonly name: string;
  readonly directions: readonly ('minimize' | 'maximize')[];
  /** By number. */
  readonly trials: readonly TrialData[];
}
