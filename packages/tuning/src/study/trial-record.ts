import type { ParamValue, Space } from '../space/distribution.js';

/** How far a trial is. */
export type TrialState = 'running' | 'complete' | 'pruned' | 'failed' | 'waiting';

/** What may be written beside a trial or a study. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A trial as it is known at one moment. */
export interface TrialRecord {
  /** Place in the study, from 0. */
  readonly number: number;
  readonly state: TrialState;
  /** One for each direction of the study; undefined unless complete, or pruned after a report. */
  readonly values: readonly number[] | undefined;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly distributions: Space;
  /** What the sampler drew beforehand, asked for or not. */
  readonly proposed: Readonly<Record<string, ParamValue>>;
  /** What was reported, by step. */
  readonly intermediateValues: ReadonlyMap<number, number>;
  /** The same where there are several objectives; `intermediateValues` then has the first of them. */
  readonly intermediateVectors: ReadonlyMap<number, readonly number[]>;
  /** Amounts by which each named constraint is violated; 0 or less is feasible. */
  readonly constraints: Readonly<Record<string, number>>;
  readonly userAttributes: Readonly<Record<string, Json>>;
  readonly systemAttributes: Readonly<Record<string, Json>>;
  /** How often a sampler was asked for this trial before, where its proposals broke a rule of the space; it is to propose another point. */
  readonly redraw?: number;
  /** When it was last begun, in milliseconds since 1970, by the clock of who did. */
  readonly startedAt?: number | undefined;
  /** When it ended, in milliseconds since 1970. */
  readonly endedAt?: number | undefined;
}

/** Which way an objective is to go. */
export type Direction = 'minimize' | 'maximize';

/** What samplers and pruners see of a study. */
export interface StudyView {
  readonly name: string;
  readonly directions: readonly Direction[];
  /** All trials, by number. */
  readonly trials: readonly TrialRecord[];
}

/** Whether a trial has ended. */
export const isFinished = ({ state }: TrialRecord): boolean =>
  state === 'complete' || state === 'pruned' || state === 'failed';

/** The step that a trial reported last; undefined where it reported nothing. */
export function lastStep({ intermediateValues }: Pick<TrialRecord, 'intermediateValues'>): number | undefined {
  let last: number | undefined;
  for (const step of intermediateValues.keys()) if (last === undefined || step > last) last = step;
  return last;
}

/** 1 where small values are good, -1 where large ones are: times it, small is always good. */
export const signOf = ({ directions }: StudyView): 1 | -1 => (directions[0] === 'maximize' ? -1 : 1);

/** Values with the sign with which small ones are good. */
export const lossesOf = ({ directions }: StudyView, values: readonly number[]): number[] =>
  values.map((value, i) => (directions[i] === 'maximize' ? -value : value));

/** By how much a trial violates its constraints in all; 0 where it is feasible. */
export function violation({ constraints }: TrialRecord): number {
  let sum = 0;
  for (const name in constraints) sum += Math.max(0, constraints[name]!);
  return sum;
}
