// Optuna's journal: what each operation is there, by the number of its kind.
import type { Json, TrialState } from '../../study/trial-record.js';
import type { Operation, Report, SetState, TrialTemplate } from '../operation.js';
import { distributionFromJson, distributionToJson } from './distribution-json.js';
import { timeFromText, timeToText } from './times.js';

/** A line of a journal. */
export interface JournalRecord {
  readonly op_code: number;
  readonly worker_id: string;
  readonly [field: string]: Json | undefined;
}

const CODES = {
  'create-study': 0,
  'delete-study': 1,
  'create-trial': 4,
  'set-param': 5,
  'set-state': 6,
  report: 7,
} as const;

const STATES: readonly TrialState[] = ['running', 'complete', 'pruned', 'failed', 'waiting'];
const isEnded = (state: TrialState) => state === 'complete' || state === 'pruned' || state === 'failed';
const textOf = (time: number | undefined) => (time === undefined ? null : timeToText(time));
const mapValues = <A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));

function templateFields(template: TrialTemplate, state: TrialState): Record<string, Json> {
  return {
    state: STATES.indexOf(state),
    value: null,
    values: template.values ?? null,
    ...(template.endedAt !== undefined && { datetime_complete: timeToText(template.endedAt) }),
    distributions: mapValues(template.distributions, distributionToJson),
    params: template.params,
    user_attrs: template.userAttributes,
    system_attrs: template.systemAttributes,
    intermediate_values: Object.fromEntries(template.intermediateValues),
  };
}

/** A field of ours, which Optuna passes over. */
const leaseOf = (lease: Json | undefined) => (typeof lease === 'number' ? { lease } : {});

/** The fields of an operation besides its code and its worker. */
function fieldsOf(operation: Operation): Record<string, Json> {
  const time = textOf(operation.time);
  switch (operation.op) {
    case 'create-study':
      return {
        study_name: operation.name,
        directions: operation.directions.map((each) => (each === 'maximize' ? 2 : 1)),
      };
    case 'delete-study':
      return { study_id: operation.study };
    case 'set-study-attribute':
      return { study_id: operation.study, [`${operation.owner}_attr`]: { [operation.key]: operation.value } };
    case 'create-trial': {
      const { study, state, template } = operation;
      const start = { study_id: study, datetime_start: state === 'waiting' ? null : time, ...leaseOf(operation.lease) };
      return template ? { ...start, ...templateFields(template, state) } : start;
    }
    case 'set-param': {
      const { trial, name, value, distribution } = operation;
      const drawn = { param_name: name, param_value_internal: value, distribution: distributionToJson(distribution) };
      return { trial_id: trial, ...drawn };
    }
    case 'set-state': {
      const { trial, state, values = null } = operation;
      const when = isEnded(state) ? { datetime_complete: time } : { datetime_start: time };
      const own = { ...leaseOf(operation.lease), ...(operation.lost && { lost: true }) };
      return { trial_id: trial, state: STATES.indexOf(state), values, ...when, ...own };
    }
    case 'report':
      return {
        trial_id: operation.trial,
        step: operation.step,
        intermediate_value: operation.value,
        // A field of ours: Optuna has one value a step.
        ...(operation.values && { intermediate_values: operation.values }),
      };
    case 'set-attribute':
      return { trial_id: operation.trial, [`${operation.owner}_attr`]: { [operation.key]: operation.value } };
  }
}

function codeOf(operation: Operation): number {
  if (operation.op === 'set-study-attribute') return operation.owner === 'user' ? 2 : 3;
  if (operation.op === 'set-attribute') return operation.owner === 'user' ? 8 : 9;
  return CODES[operation.op];
}

/** The line of an operation, without its end. */
export const toRecord = (operation: Operation): JournalRecord => ({
  op_code: codeOf(operation),
  worker_id: operation.worker,
  ...fieldsOf(operation),
});

function templateOf(record: JournalRecord): TrialTemplate | undefined {
  if (record.distributions === undefined) return undefined;
  const field = <T>(name: string) => record[name] as T;
  const value = field<number | null>('value');
  const values = field<number[] | null>('values') ?? (value === null || value === undefined ? undefined : [value]);
  const endedAt = timeFromText(field<string | null>('datetime_complete'));
  return {
    ...(values && { values }),
    params: field('params'),
    distributions: mapValues(field<Record<string, string>>('distributions'), distributionFromJson),
    intermediateValues: Object.entries(field<Record<string, number>>('intermediate_values')).map(
      ([step, each]) => [Number(step), each] as const,
    ),
    userAttributes: field('user_attrs'),
    systemAttributes: field('system_attrs'),
    ...(endedAt !== undefined && { endedAt }),
  };
}

/** The one entry of an attribute record. */
function attributeOf(record: JournalRecord): {
  readonly owner: 'user' | 'system';
  readonly key: string;
  readonly value: Json;
} {
  const owner = record.user_attr === undefined ? 'system' : 'user';
  const [entry] = Object.entries(record[`${owner}_attr`] ?? {}) as [string, Json][];
  if (!entry) throw new Error('The record has no attribute.');
  return { owner, key: entry[0], value: entry[1] };
}

/** What a record of a state says, but for whose it is. */
function stateOf(record: JournalRecord): Omit<SetState, 'trial'> {
  const state = STATES[record.state as number]!;
  const values = record.values as readonly number[] | null;
  return {
    op: 'set-state',
    state,
    ...(values && { values }),
    ...timed(isEnded(state) ? record.datetime_complete : record.datetime_start),
    ...leaseOf(record.lease),
    ...(record.lost === true && { lost: true }),
  };
}

function reported(record: JournalRecord): Pick<Report, 'value' | 'values'> {
  const values = record.intermediate_values as readonly number[] | undefined;
  if (typeof record.intermediate_value !== 'number') throw new Error("The record has no 'intermediate_value'.");
  return { value: record.intermediate_value, ...(values && { values }) };
}

/**
 * The operation that a line says; undefined where it says what Optuna itself passes over.
 *
 * @throws Error where it is not a record of a journal.
 */
export function fromRecord(record: JournalRecord): Operation | undefined {
  const field = <T>(name: string): T => {
    if (record[name] === undefined) throw new Error(`The record has no '${name}'.`);
    return record[name] as T;
  };
  const { op_code: code, worker_id: worker } = record;
  if (typeof code !== 'number' || typeof worker !== 'string') throw new Error('The record has no code or no worker.');
  const trial = () => field<number>('trial_id');
  const study = () => field<number>('study_id');
  switch (code) {
    case 0: {
      const directions = field<number[]>('directions').map((each) => (each === 2 ? 'maximize' : 'minimize'));
      return { op: 'create-study', worker, name: field('study_name'), directions };
    }
    case 1:
      return { op: 'delete-study', worker, study: study() };
    case 2:
    case 3:
      return { op: 'set-study-attribute', worker, study: study(), ...attributeOf(record) };
    case 4: {
      const template = templateOf(record);
      const state = template ? STATES[field<number>('state')]! : 'running';
      return {
        op: 'create-trial',
        worker,
        study: study(),
        state,
        ...timed(record.datetime_start),
        ...(template && { template }),
        ...leaseOf(record.lease),
      };
    }
    case 5: {
      const distribution = distributionFromJson(field('distribution'));
      return {
        op: 'set-param',
        worker,
        trial: trial(),
        name: field('param_name'),
        value: field('param_value_internal'),
        distribution,
      };
    }
    case 6:
      return { worker, trial: trial(), ...stateOf(record) };
    case 7:
      return { op: 'report', worker, trial: trial(), step: field('step'), ...reported(record) };
    case 8:
    case 9:
      return { op: 'set-attribute', worker, trial: trial(), ...attributeOf(record) };
    default:
      return undefined;
  }
}

function timed(text: Json | undefined): { readonly time?: number } {
  const time = timeFromText(text as string | null | undefined);
  return time === undefined ? {} : { time };
}
