import type { Distribution, Json, Study, TrialRecord, TrialState } from '@glassbox/tuning';
import { numberJson } from './trial-json.js';

/** What a file of a study is known by. */
export const FORMAT = 'glassbox-study';
export const VERSION = 1;

/** A number; one that JSON has not is a word. */
export type NumberJson = number | string;

/** A trial in a file. */
export interface TrialFile {
  readonly number: number;
  readonly state: TrialState;
  readonly values?: readonly NumberJson[];
  readonly params: TrialRecord['params'];
  readonly distributions: Readonly<Record<string, Distribution>>;
  readonly reports: readonly (readonly [step: number, ...values: NumberJson[]])[];
  readonly userAttributes: Readonly<Record<string, Json>>;
  readonly systemAttributes: Readonly<Record<string, Json>>;
  /** In UTC, as ISO 8601 has it. */
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** A study in a file. */
export interface StudyFile {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly name: string;
  readonly directions: Study['directions'];
  readonly userAttributes: Readonly<Record<string, Json>>;
  readonly trials: readonly TrialFile[];
}

const timeText = (time: number) => new Date(time).toISOString();

function trialFile(trial: TrialRecord): TrialFile {
  const { number, state, values, params, distributions, userAttributes, systemAttributes, startedAt, endedAt } = trial;
  const reports = [...trial.intermediateValues].map(([step, value]) => {
    return [step, ...(trial.intermediateVectors.get(step) ?? [value]).map(numberJson)] as const;
  });
  return {
    number,
    state,
    ...(values && { values: values.map(numberJson) }),
    params,
    distributions,
    reports,
    userAttributes,
    systemAttributes,
    ...(startedAt !== undefined && { startedAt: timeText(startedAt) }),
    ...(endedAt !== undefined && { endedAt: timeText(endedAt) }),
  };
}

/** All of a study as JSON, a trial a line, which `import` reads. */
export function studyJson({ name, directions, userAttributes, trials }: Study): string {
  const head = JSON.stringify({ format: FORMAT, version: VERSION, name, directions, userAttributes });
  const lines = trials.map((trial) => `\n  ${JSON.stringify(trialFile(trial))}`);
  return `${head.slice(0, -1)},"trials":[${lines.join(',')}\n]}\n`;
}
