import { type ParamValue, toExternal } from '../space/distribution.js';
import { type Direction, isFinished, type Json, type TrialRecord } from '../study/trial-record.js';
import type {
  CreateStudy,
  CreateTrial,
  Entry,
  Operation,
  Report,
  SetAttribute,
  SetParam,
  SetState,
} from './operation.js';

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
  /** Seconds without a sign of life after which others may take it from its owner; undefined where nobody may. */
  readonly lease: number | undefined;
  /** How often a worker has begun it. */
  readonly claims: number;
  /** How many workers have died of it. */
  readonly losses: number;
  /** How often its owner has written. */
  readonly signs: number;
}

interface OwnTrial extends Writable<ReplayedTrial> {
  params: Record<string, ParamValue>;
  distributions: Record<string, TrialRecord['distributions'][string]>;
  intermediateValues: Map<number, number>;
  intermediateVectors: Map<number, readonly number[]>;
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
  /** The trials that have not ended, by number. */
  readonly open: ReadonlySet<ReplayedTrial>;
  readonly userAttributes: Readonly<Record<string, Json>>;
  readonly systemAttributes: Readonly<Record<string, Json>>;
}

interface OwnStudy extends ReplayedStudy {
  readonly trials: OwnTrial[];
  readonly open: Set<OwnTrial>;
  readonly userAttributes: Record<string, Json>;
  readonly systemAttributes: Record<string, Json>;
}

type TrialChange = Extract<Operation, { readonly trial: number }>;

const CONSTRAINT = 'constraints:';

/** Key of what a trial of the queue is to be run with. */
export const FIXED_PARAMS = 'fixed_params';
/** What a trial of the queue is to be run with, as far as it was said. */
export const fixedParams = ({ systemAttributes }: Pick<TrialRecord, 'systemAttributes'>) =>
  (systemAttributes[FIXED_PARAMS] ?? {}) as Readonly<Record<string, ParamValue>>;

/** Ending of the key of what a sampler drew beforehand. */
export const RELATIVE_PARAMS = ':relative_params:0';
/** Optuna cuts a long text into pieces, with a key for each. */
const RELATIVE_PARAMS_KEY = /^(.*:relative_params:)\d+$/;

/** The state of all studies of a log, made by applying its operations in their order. */
export class Replay {
  readonly #studies: (OwnStudy | undefined)[] = [];
  readonly #trials: OwnTrial[] = [];
  /** The study of each trial. */
  readonly #studyOf: OwnStudy[] = [];

  study(name: string): ReplayedStudy | undefined {
    return this.#studies.find((study) => study?.name === name);
  }

  /** The studies that there are, in the order in which they were made. */
  get studies(): readonly ReplayedStudy[] {
    return this.#studies.filter((study) => study !== undefined);
  }

  /** How many studies and trials the log has made, forgotten ones too: the places of the next ones. */
  get places(): { readonly studies: number; readonly trials: number } {
    return { studies: this.#studies.length, trials: this.#trials.length };
  }

  /** The trial that a worker created last in a study. */
  lastCreatedBy(worker: string, study: number): ReplayedTrial | undefined {
    return this.#studies[study]?.trials.findLast(({ owner }) => owner === worker);
  }

  /** A trial by its place among all of the log. */
  trial(id: number): ReplayedTrial | undefined {
    return this.#trials[id];
  }

  apply(operations: readonly Operation[]): void {
    for (const operation of operations) this.#apply(operation);
  }

  #apply(operation: Operation): void {
    switch (operation.op) {
      case 'create-study':
        this.#createStudy(operation);
        break;
      case 'delete-study':
        this.#studies[operation.study] = undefined;
        break;
      case 'set-study-attribute': {
        const study = this.#studies[operation.study];
        if (study) study[`${operation.owner}Attributes`][operation.key] = operation.value;
        break;
      }
      case 'create-trial':
        this.#createTrial(operation);
        break;
      default:
        this.#change(this.#trials[operation.trial], operation);
    }
  }

  #createStudy({ name, directions }: CreateStudy): void {
    if (this.study(name)) return;
    const id = this.#studies.length;
    this.#studies.push({ id, name, directions, trials: [], open: new Set(), userAttributes: {}, systemAttributes: {} });
  }

  #createTrial(operation: CreateTrial & Operation): void {
    const study = this.#studies[operation.study];
    if (!study) return;
    const trial = newTrial(operation, this.#trials.length, study.trials.length);
    this.#trials.push(trial);
    study.trials.push(trial);
    if (!isFinished(trial)) study.open.add(trial);
    this.#studyOf.push(study);
  }

  #change(trial: OwnTrial | undefined, operation: TrialChange): void {
    if (!trial || isLate(trial, operation)) return;
    if (operation.worker === trial.owner) trial.signs++;
    if (operation.op === 'set-state') {
      setState(trial, operation);
      if (isFinished(trial)) this.#studyOf[trial.id]!.open.delete(trial);
    } else if (operation.op === 'set-param') setParam(trial, operation);
    else if (operation.op === 'report') report(trial, operation);
    else setAttribute(trial, operation);
  }
}

/**
 * Whether an operation comes from a worker that does not have the trial any more: it has ended, or was given back or to another. What a late
 * worker says is not to overwrite anything.
 */
export function isLate(trial: ReplayedTrial, operation: Entry & { readonly worker: string }): boolean {
  if (isFinished(trial)) return true;
  if (operation.op === 'set-state' && (operation.state === 'running' || operation.state === 'waiting')) return false;
  if (trial.state === 'waiting') return trial.claims > 0;
  return trial.claims > 1 && trial.owner !== operation.worker;
}

function newTrial(
  { state, template, worker, time, lease }: CreateTrial & Operation,
  id: number,
  number: number,
): OwnTrial {
  const trial: OwnTrial = {
    id,
    number,
    state,
    values: template?.values,
    params: {},
    distributions: {},
    proposed: {},
    intermediateValues: new Map(template?.intermediateValues),
    intermediateVectors: new Map(),
    constraints: {},
    userAttributes: { ...template?.userAttributes },
    systemAttributes: {},
    owner: state === 'waiting' ? undefined : worker,
    startedAt: state === 'waiting' ? undefined : time,
    endedAt: template?.endedAt,
    lease,
    claims: state === 'waiting' ? 0 : 1,
    losses: 0,
    signs: 0,
  };
  for (const [name, value] of Object.entries(template?.params ?? {})) {
    setParam(trial, { name, value, distribution: template!.distributions[name]! });
  }
  for (const [key, value] of Object.entries(template?.systemAttributes ?? {})) {
    setAttribute(trial, { owner: 'system', key, value });
  }
  return trial;
}

function setState(trial: OwnTrial, { state, values, worker, time, lease, lost }: SetState & Operation): void {
  if (state === 'running') {
    if (trial.state !== 'waiting') return;
    Object.assign(trial, { owner: worker, startedAt: time, lease });
    trial.claims++;
  } else if (state === 'waiting') {
    trial.owner = undefined;
    if (lost) trial.losses++;
  } else {
    trial.endedAt = time;
    trial.values = values;
  }
  trial.state = state;
}

function report(trial: OwnTrial, { step, value, values }: Report): void {
  trial.intermediateValues.set(step, value);
  if (values) trial.intermediateVectors.set(step, values);
}

function setParam(trial: OwnTrial, { name, value, distribution }: Omit<SetParam, 'op' | 'trial'>): void {
  trial.params[name] = toExternal(distribution, value);
  trial.distributions[name] = distribution;
}

function setAttribute(trial: OwnTrial, { owner, key, value }: Omit<SetAttribute, 'op' | 'trial'>): void {
  if (owner === 'user') {
    trial.userAttributes[key] = value;
    return;
  }
  trial.systemAttributes[key] = value;
  if (key.startsWith(CONSTRAINT)) trial.constraints[key.slice(CONSTRAINT.length)] = Number(value);
  const [, sampler] = RELATIVE_PARAMS_KEY.exec(key) ?? [];
  if (sampler) trial.proposed = joined(trial.systemAttributes, sampler) ?? trial.proposed;
}

/** What is in the pieces of a text together; undefined while some of them are missing. */
function joined(attributes: Readonly<Record<string, Json>>, prefix: string): Record<string, ParamValue> | undefined {
  let text = '';
  for (let i = 0; `${prefix}${i}` in attributes; i++) text += attributes[`${prefix}${i}`];
  try {
    return JSON.parse(text) as Record<string, ParamValue>;
  } catch {
    return undefined;
  }
}
