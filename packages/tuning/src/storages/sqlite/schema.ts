// The tables of Optuna 3.2 to 5, column for column: Optuna refuses a database whose revision it does not know.
import { GlassboxError } from '@glassbox/core';
import type { Database } from './database.js';

/** Of the schema, as Optuna's migrations count. */
const REVISION = 'v3.2.0.a';

/** A table whose rows belong to another's, and are known by a second column. */
const dependent = (table: string, key: string, owner: string, columns: readonly string[], unique: string) => `
CREATE TABLE ${table} (
\t${key} INTEGER NOT NULL, 
\t${columns.join(', \n\t')}, 
\tPRIMARY KEY (${key}), 
\tUNIQUE (${unique}), 
\tFOREIGN KEY(${owner}_id) REFERENCES ${owner === 'study' ? 'studies' : 'trials'} (${owner}_id)
);`;

const attributes = (owner: 'study' | 'trial', kind: 'user' | 'system') =>
  dependent(
    `${owner}_${kind}_attributes`,
    `${owner}_${kind}_attribute_id`,
    owner,
    [`${owner}_id INTEGER`, '"key" VARCHAR(512)', 'value_json TEXT'],
    `${owner}_id, "key"`,
  );

const tables = `
CREATE TABLE studies (
\tstudy_id INTEGER NOT NULL, 
\tstudy_name VARCHAR(512) NOT NULL, 
\tPRIMARY KEY (study_id)
);
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
CREATE TABLE version_info (
\tversion_info_id INTEGER NOT NULL, 
\tschema_version INTEGER, 
\tlibrary_version VARCHAR(256), 
\tPRIMARY KEY (version_info_id), 
\tCHECK (version_info_id=1)
);
${dependent(
  'study_directions',
  'study_direction_id',
  'study',
  ['direction VARCHAR(8) NOT NULL', 'study_id INTEGER NOT NULL', 'objective INTEGER NOT NULL'],
  'study_id, objective',
)}
${attributes('study', 'user')}
${attributes('study', 'system')}
CREATE TABLE trials (
\ttrial_id INTEGER NOT NULL, 
\tnumber INTEGER, 
\tstudy_id INTEGER, 
\tstate VARCHAR(8) NOT NULL, 
\tdatetime_start DATETIME, 
\tdatetime_complete DATETIME, 
\tPRIMARY KEY (trial_id), 
\tFOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE INDEX ix_trials_study_id ON trials (study_id);
${attributes('trial', 'user')}
${attributes('trial', 'system')}
${dependent(
  'trial_params',
  'param_id',
  'trial',
  ['trial_id INTEGER', 'param_name VARCHAR(512)', 'param_value FLOAT', 'distribution_json TEXT'],
  'trial_id, param_name',
)}
${dependent(
  'trial_values',
  'trial_value_id',
  'trial',
  ['trial_id INTEGER NOT NULL', 'objective INTEGER NOT NULL', 'value FLOAT', 'value_type VARCHAR(7) NOT NULL'],
  'trial_id, objective',
)}
${dependent(
  'trial_intermediate_values',
  'trial_intermediate_value_id',
  'trial',
  [
    'trial_id INTEGER NOT NULL',
    'step INTEGER NOT NULL',
    'intermediate_value FLOAT',
    'intermediate_value_type VARCHAR(7) NOT NULL',
  ],
  'trial_id, step',
)}
${dependent(
  'trial_heartbeats',
  'trial_heartbeat_id',
  'trial',
  ['trial_id INTEGER NOT NULL', 'heartbeat DATETIME NOT NULL'],
  'trial_id',
)}
CREATE TABLE alembic_version (
\tversion_num VARCHAR(32) NOT NULL, 
\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);`;

/** Makes Optuna's tables in an empty database. */
export function createTables(database: Database): void {
  database.exec(tables);
  database.run("INSERT INTO version_info VALUES (1, 12, 'Glassbox')");
  database.run('INSERT INTO alembic_version VALUES (?)', [REVISION]);
}

/** Whether a database has no table at all. */
export const isEmpty = (database: Database): boolean => database.all('SELECT name FROM sqlite_master').length === 0;

/** @throws `storage-version` where the tables are not Optuna's, or of another revision. */
export function checkRevision(database: Database, path: string): void {
  const isOptunas = database.all("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").length > 0;
  const found = isOptunas ? database.all('SELECT version_num FROM alembic_version')[0]?.version_num : undefined;
  if (found === REVISION) return;
  throw new GlassboxError(
    'storage-version',
    found === undefined
      ? `${path} is a database, but not of Optuna: it has no table that says its version.`
      : `${path} has the tables of revision ${found}, and ${REVISION} is expected, which Optuna 3.2 to 5 have. ` +
          `Run: optuna storage upgrade --storage sqlite:///${path}`,
    { details: { path, found, expected: REVISION } },
  );
}
