import type { Distribution, Space } from '../space/distribution.js';
import type { Direction, Json, TrialState } from '../study/trial-record.js';

/** A study is made; one of the same name that is there already stays as it is. */
export interface CreateStudy {
  readonly op: 'create-study';
  readonly name: string;
  readonly directions: readonly Direction[];
}

/** A study and its trials are forgotten. */
export interface DeleteStudy {
  readonly op: 'delete-study';
  readonly study: number;
}

/** Something is written beside a study. */
export interface SetStudyAttribute {
  readonly op: 'set-study-attribute';
  readonly study: number;
  readonly owner: 'user' | 'system';
  readonly key: string;
  readonly value: Json;
}

/** What a trial has from its beginning: one of the queue what it is to be run with, one that was run elsewhere everything. */
export interface TrialTemplate {
  readonly values?: readonly number[];
  /** As numbers; see `toInternal`. */
  readonly params: Readonly<Record<string, number>>;
  readonly distributions: Space;
  readonly intermediateValues: readonly (readonly [step: number, value: number])[];
  readonly userAttributes: Readonly<Record<string, Json>>;
  readonly systemAttributes: Readonly<Record<string, Json>>;
  readonly endedAt?: number;
}

/** A trial is added to a study. */
export interface CreateTrial {
  readonly op: 'create-trial';
  /** Place of the study among all of the log, from 0. */
  readonly study: number;
  readonly state: TrialState;
  readonly template?: TrialTemplate;
  /** As of {@link SetState}. */
  readonly lease?: number;
}

/** A parameter of a trial is drawn. */
export interface SetParam {
  readonly op: 'set-param';
  /** Place of the trial among all of the log, from 0. */
  readonly trial: number;
  readonly name: string;
  /** The value as a number; see `toInternal`. */
  readonly value: number;
  readonly distribution: Distribution;
}

/**
 * A trial begins or ends, or is given back: `waiting`. Of several workers that begin a waiting trial, the first has it; for who has it, to
 * begin again is a sign of life.
 */
export interface SetState {
  readonly op: 'set-state';
  readonly trial: number;
  readonly state: TrialState;
  readonly values?: readonly number[];
  /** With `running`: seconds without a sign of life after which others may take the trial. Without it nobody may. */
  readonly lease?: number;
  /** With `waiting`: who ran the trial has died. */
  readonly lost?: boolean;
}

/** A trial reports a value. */
export interface Report {
  readonly op: 'report';
  readonly trial: number;
  readonly step: number;
  readonly value: number;
  /** Where there are several objectives, one for each; `value` is the first. */
  readonly values?: readonly number[];
}

/** Something is written beside a trial. */
export interface SetAttribute {
  readonly op: 'set-attribute';
  readonly trial: number;
  readonly owner: 'user' | 'system';
  readonly key: string;
  readonly value: Json;
}

/** An entry before it is signed and dated. */
export type Entry =
  | CreateStudy
  | DeleteStudy
  | SetStudyAttribute
  | CreateTrial
  | SetParam
  | SetState
  | Report
  | SetAttribute;

/** One entry of a storage's log. */
export type Operation = Entry & {
  /** Who wrote it. */
  readonly worker: string;
  /** When, in milliseconds since 1970; a storage may keep it for beginnings and endings of trials alone. */
  readonly time?: number;
};
