import { type Json, optunaStates, type Study, type TrialRecord } from '@glassbox/tuning';
import { secondsOf } from '../progress/progress-state.js';

type Cell = Json | undefined;

/** Names of all notes or parameters, in the order in which they first came. */
const namesIn = (records: readonly Readonly<Record<string, unknown>>[]) => [...new Set(records.flatMap(Object.keys))];
const timeText = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

/** A table of the trials, with the columns of Optuna's `trials_dataframe`; times are in UTC, durations in seconds. */
export function studyCsv({ directions, trials }: Study): string {
  const params = namesIn(trials.map((trial) => trial.params));
  const notes = namesIn(trials.map((trial) => trial.userAttributes));
  const values = directions.length === 1 ? ['value'] : directions.map((_, i) => `values_${i}`);
  const header = [
    'number',
    ...values,
    'datetime_start',
    'datetime_complete',
    'duration',
    ...params.map((name) => `params_${name}`),
    ...notes.map((name) => `user_attrs_${name}`),
    'state',
  ];
  const row = (trial: TrialRecord): Cell[] => [
    trial.number,
    ...values.map((_, i) => trial.values?.[i]),
    timeText(trial.startedAt),
    timeText(trial.endedAt),
    secondsOf(trial),
    ...params.map((name) => trial.params[name]),
    ...notes.map((name) => trial.userAttributes[name]),
    optunaStates[trial.state],
  ];
  return [header, ...trials.map(row)].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

/** As RFC 4180 has it. */
function cellText(cell: Cell): string {
  if (cell === undefined || cell === null) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
