import { formatCount } from '../charts/format.js';
import { objectiveOf, objectiveValue, signOf } from '../info/study/objective.js';
import { outcomeOf } from '../info/study/outcome.js';
import type { StudyData, TrialData } from '../info/study/study-data.js';
import type { DataTable } from '../info/table.js';

/** The columns that trials of a study have in a table. */
export interface TrialColumns {
  readonly names: readonly string[];
  readonly objectives: number;
  readonly params: readonly string[];
  readonly hasTimes: boolean;
}

const mostRows = 200;
const mostParams = 20;

/** What a table of a study's trials has as columns: number, state, objectives, parameters and, where known, the duration. */
export function trialColumns(
  study: StudyData,
  { objectiveNames = [] }: { readonly objectiveNames?: readonly string[] | undefined },
): TrialColumns {
  const objectives = study.directions.map(
    (_, objective) => objectiveOf(study, { objective, objectiveName: objectiveNames[objective] }).name,
  );
  const params = [...new Set(study.trials.flatMap((trial) => Object.keys(trial.params)))].slice(0, mostParams);
  const hasTimes = study.trials.some((trial) => durationOf(trial) !== null);
  const names = ['trial', 'state', ...objectives, ...params, ...(hasTimes ? ['seconds'] : [])];
  return { names, objectives: objectives.length, params, hasTimes };
}

export function rowOf(trial: TrialData, { objectives, params, hasTimes }: TrialColumns): DataTable['rows'][number] {
  const values = Array.from({ length: objectives }, (_, i) => trial.values?.[i] ?? null);
  const cells = params.map((name) => {
    const value = Object.hasOwn(trial.params, name) ? trial.params[name]! : undefined;
    return value === undefined ? null : typeof value === 'number' ? value : String(value);
  });
  return [trial.number, outcomeOf(trial), ...values, ...cells, ...(hasTimes ? [durationOf(trial)] : [])];
}

const durationOf = ({ startedAt, endedAt }: TrialData) =>
  startedAt === undefined || endedAt === undefined ? null : (endedAt - startedAt) / 1000;

/** The trials as a table: all by number, or the best 200 of more by the first objective. */
export function trialsTable(
  study: StudyData,
  options: { readonly objectiveNames?: readonly string[] | undefined },
): DataTable {
  const columns = trialColumns(study, options);
  const isLong = study.trials.length > mostRows;
  const trials = isLong ? bestFirst(study).slice(0, mostRows) : study.trials;
  const caption = isLong
    ? `The best ${mostRows} of ${formatCount(study.trials.length)} trials by ${columns.names[2]}`
    : 'All trials';
  return { caption, columns: columns.names, rows: trials.map((trial) => rowOf(trial, columns)) };
}

function bestFirst(study: StudyData): TrialData[] {
  const objective = objectiveOf(study, {});
  const lossOf = (trial: TrialData) => {
    const value = outcomeOf(trial) === 'complete' ? objectiveValue(trial, objective) : null;
    return value === null ? Number.POSITIVE_INFINITY : signOf(objective) * value;
  };
  const losses = new Map(study.trials.map((trial) => [trial, lossOf(trial)]));
  const compare = (a: number, b: number) => (a === b ? 0 : a - b);
  return study.trials.toSorted((a, b) => compare(losses.get(a)!, losses.get(b)!) || a.number - b.number);
}
