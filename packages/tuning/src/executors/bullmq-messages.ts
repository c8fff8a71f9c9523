import type { Answer, Call, Task, WireOutcome } from './task.js';

/** A job: a trial, or without a task the question whether its objective can be run. */
export interface TrialJob {
  /** The coordinator that added it. */
  readonly run: string;
  readonly objective: string;
  readonly task?: Task;
}

/** What a worker says while it has a job. */
export interface Progress {
  readonly worker: string;
  /** A question whether the coordinator lives. */
  readonly ping?: true;
  /** With a question, all since the last answer. */
  readonly calls?: readonly Call[];
  /** How many calls of this attempt came before these. */
  readonly from?: number;
  /** Which run of the job says it: a server that crashes may give a job out again. */
  readonly attempt?: string;
  /** The number of a question, for the answer to the last call. */
  readonly question?: number;
}

/** What a coordinator says to a worker. */
export interface Reply {
  readonly run: string;
  readonly job?: string;
  readonly question?: number;
  readonly answer?: Answer;
  /** Whether the coordinator has no more use for what it asked for. */
  readonly gone?: true;
}

/** What came of a job. */
export interface JobResult {
  readonly ready?: true;
  readonly unusable?: string;
  /** All since the last answer. */
  readonly calls?: readonly Call[];
  /** As of {@link Progress}. */
  readonly from?: number;
  readonly attempt?: string;
  readonly outcome?: WireOutcome;
  /** Why the trial's process ended without an outcome. */
  readonly lost?: string;
  /** Whether the worker was stopped, or took the coordinator for dead: the job is to be added again. */
  readonly again?: true;
  /** Whether it was told through the coordinator's queue. */
  readonly told?: true;
}

/** What a worker says through a queue, where events may be missed. */
export interface Told {
  readonly job: string;
  readonly progress?: Progress;
  readonly result?: JobResult;
}
