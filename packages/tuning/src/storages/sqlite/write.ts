import type { Operation } from '../operation.js';
import type { Replay, ReplayedStudy, ReplayedTrial } from '../replay.js';
import type { Database } from './database.js';
import { RowIds } from './row-ids.js';
import { type Row, Rows } from './rows.js';

/** Writes a row, over the one that is there if there is one. */
function put(database: Database, { table, key, values }: Row): void {
  const columns = Object.keys(values).map((column) => `"${column}"`);
  const places = columns.map(() => '?').join();
  const changes = columns.map((column) => `${column} = excluded.${column}`).join();
  database.run(
    `INSERT INTO ${table} (${columns.join()}) VALUES (${places}) ON CONFLICT (${key.map((each) => `"${each}"`).join()}) DO UPDATE SET ${changes}`,
    Object.values(values),
  );
}

/** All rows of all studies. */
export function rowsOf(studies: readonly ReplayedStudy[], ids: RowIds): Row[] {
  const rows = new Rows(ids);
  const trials = studies.flatMap((study) => study.trials.map((trial) => ({ study, trial })));
  trials.sort((a, b) => a.trial.id - b.trial.id);
  return [
    ...studies.flatMap((study) => rows.study(study)),
    ...trials.flatMap(({ study, trial }) => rows.trial(study, trial)),
  ];
}

/** Writes all studies into tables that are empty. */
export function putAll(database: Database, studies: readonly ReplayedStudy[]): void {
  for (const row of rowsOf(studies, new RowIds())) put(database, row);
}

const OF_A_TRIAL = ['user_attributes', 'system_attributes', 'params', 'values', 'intermediate_values', 'heartbeats'];

/** Removes a study with all that belongs to it. */
function remove(database: Database, id: number): void {
  for (const table of OF_A_TRIAL) {
    database.run(`DELETE FROM trial_${table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)`, [id]);
  }
  const tables = ['trials', 'study_user_attributes', 'study_system_attributes', 'study_directions', 'studies'];
  for (const table of tables) database.run(`DELETE FROM ${table} WHERE study_id = ?`, [id]);
}

/** Applies an operation to the replay, and brings what it has changed into the tables. */
export function writeThrough(database: Database, replay: Replay, ids: RowIds, operation: Operation): void {
  const deleted = operation.op === 'delete-study' ? replay.studies.find(({ id }) => id === operation.study) : undefined;
  replay.apply([operation]);
  if (deleted) remove(database, ids.study(deleted));
  for (const row of changedRows(new Rows(ids), replay, operation)) put(database, row);
}

/** The rows that an operation may have changed, as they are to be after it. */
function changedRows(rows: Rows, replay: Replay, operation: Operation): Row[] {
  if (operation.op === 'create-study') return rows.study(replay.study(operation.name)!);
  if ('trial' in operation) {
    const trial = replay.trial(operation.trial);
    const study = trial && replay.studies.find(({ trials }) => trials[trial.number] === trial);
    return study ? changedOfTrial(rows, study, trial, operation) : [];
  }
  const study = replay.studies.find(({ id }) => id === operation.study);
  if (!study) return [];
  if (operation.op === 'create-trial') return rows.trial(study, study.trials.at(-1)!);
  return operation.op === 'set-study-attribute' ? [rows.studyAttribute(study, operation.owner, operation.key)] : [];
}

function changedOfTrial(
  rows: Rows,
  study: ReplayedStudy,
  trial: ReplayedTrial,
  operation: Extract<Operation, { readonly trial: number }>,
): Row[] {
  switch (operation.op) {
    case 'set-state':
      return rows.state(study, trial);
    case 'set-param':
      return operation.name in trial.params ? [rows.param(trial, operation.name)] : [];
    case 'report':
      return trial.intermediateValues.has(operation.step) ? [rows.report(trial, operation.step)] : [];
    case 'set-attribute': {
      const { owner, key } = operation;
      return key in trial[`${owner}Attributes`] ? [rows.trialAttribute(trial, owner, key)] : [];
    }
  }
}
