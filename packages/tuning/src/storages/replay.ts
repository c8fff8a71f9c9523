import { type ParamValue, toExternal } from '../space/distribution.js';
import { type Direction, isFinished, type Json, type TrialRecord } from '../study/trial-record.js';
import type { CreateStudy, CreateTrial, Operation, SetAttribute, SetParam, SetState } from './operation.js';

/** Writable through and through, for who replays. */
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A trial as the log has it so far. */
export interface ReplayedTrial extends TrialRecord {
  /** Its place among all trials of the log. */
  readonly id: number;
  /** Who runs it, or ran it. */
  readonly owner: string | undefined;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

interface OwnTrial extends Writable<ReplayedTrial> {
  params: Record<string, ParamValue>;
  distributions: Record<string, TrialRecord['distributions'][string]>;
  intermediateValues: Map<number, number>;
  constraints: Record<string, number>;
  userAttributes: Record<string, Json>;
  systemAttributes: Record<string, Json>;
}

/** A study as the log has it so far. */
export interface ReplayedStudy {
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly trials: readonly ReplayedTrial[];
}

const CONSTRAINT = 'constraints:';

/** Key of what a trial of the queue is to be run with. */
export const FIXED_PARAMS = 'fixed_params';
/** Ending of the key of what a sampler drew beforehand. */
export const RELATIVE_PARAMS = ':relative_params:0';

/** The state of all studies of a log, made by applying its operations in their order. */
export class Replay {
  readonly #studies: (ReplayedStudy & { trials: OwnTrial[] })[] = [];
  readonly #trials: OwnTrial[] = [];

  study(name: string): ReplayedStudy | undefined {
    return this.#studies.find((study) => study.name === name);
  }

  /** The trial that a worker created last in a study. */
  lastCreatedBy(worker: string, study: number): ReplayedTrial | undefined {
    return this.#studies[study]?.trials.findLast(({ owner }) => owner === worker);
  }

  apply(operations: readonly Operation[]): void {
    for (const operation of operations) this.#apply(operation);
  }

  #apply(operation: Operation): void {
    if (operation.op === 'create-study') this.#createStudy(operation);
    else if (operation.op === 'create-trial') this.#createTrial(operation);
    else this.#change(this.#trials[operation.trial], operation);
  }

  #change(trial: OwnTrial | undefined, operation: Exclude<Operation, CreateStudy | CreateTrial>): void {
    // What has ended stays as it is, so that a late worker overwrites nothing.
    if (!trial || isFinished(trial)) return;
    if (operation.op === 'set-state') setState(trial, operation);
    else if (operation.op === 'set-param') setParam(trial, operation);
    else if (operation.op === 'report') trial.intermediateValues.set(operation.step, operation.value);
    else setAttribute(trial, operation);
  }

  #createStudy({ name, directions }: CreateStudy): void {
    if (!this.study(name)) this.#studies.push({ id: this.#studies.length, name, directions, trials: [] });
  }

  #createTrial({ study: place, state, fixed, worker, time }: CreateTrial & Operation): void {
    const study = this.#studies[place];
    if (!study) return;
    const isRunning = state === 'running';
    const trial: OwnTrial = {
      id: this.#trials.length,
      number: study.trials.length,
      state,
      values: undefined,
      params: {},
      distributions: {},
      proposed: {},
      intermediateValues: new Map(),
      constraints: {},
      userAttributes: {},
      systemAttributes: fixed ? { [FIXED_PARAMS]: fixed } : {},
      owner: isRunning ? worker : undefined,
      startedAt: isRunning ? time : undefined,
      endedAt: undefined,
    };
    this.#trials.push(trial);
    study.trials.push(trial);
  }
}

function setState(trial: OwnTrial, { state, values, worker, time }: SetState & Operation): void {
  if (state === 'running') {
    if (trial.state !== 'waiting') return;
    trial.owner = worker;
    trial.startedAt = time;
  } else {
    trial.endedAt = time;
    trial.values = values;
  }
  trial.state = state;
}

function setParam(trial: OwnTrial, { name, value, distribution }: SetParam): void {
  trial.params[name] = toExternal(distribution, value);
  trial.distributions[name] = distribution;
}

function setAttribute(trial: OwnTrial, { owner, key, value }: SetAttribute): void {
  if (owner === 'user') {
    trial.userAttributes[key] = value;
    return;
  }
  trial.systemAttributes[key] = value;
  if (key.startsWith(CONSTRAINT)) trial.constraints[key.slice(CONSTRAINT.length)] = Number(value);
  if (key.endsWith(RELATIVE_PARAMS)) trial.proposed = JSON.parse(String(value)) as Record<string, ParamValue>;
}
