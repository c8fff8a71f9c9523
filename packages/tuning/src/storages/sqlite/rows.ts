import { toInternal } from '../../space/distribution.js';
import { optunaStates } from '../../study/optuna-states.js';
import type { Json } from '../../study/trial-record.js';
import { distributionToJson } from '../journal/distribution-json.js';
import { toPythonJson } from '../journal/python-json.js';
import { timeToText } from '../journal/times.js';
import type { ReplayedStudy, ReplayedTrial } from '../replay.js';
import type { SqlValue } from './database.js';
import type { RowIds } from './row-ids.js';

/** A row of one of Optuna's tables. */
export interface Row {
  readonly table: string;
  /** The columns that tell it from others. */
  readonly key: readonly string[];
  readonly values: Readonly<Record<string, SqlValue>>;
}

/** UTC without saying so, as Optuna 5 keeps it. */
const timeOf = (time: number | undefined) =>
  time === undefined ? null : timeToText(time).replace('T', ' ').replace('+00:00', '');

/** A number and its kind: a column holds only finite ones. */
function typed(value: number): readonly [number | null, string] {
  if (Number.isFinite(value)) return [value, 'FINITE'];
  return [null, Number.isNaN(value) ? 'NAN' : value > 0 ? 'INF_POS' : 'INF_NEG'];
}

/** What is to be in the tables for a log that was replayed. */
export class Rows {
  readonly #ids: RowIds;

  constructor(ids: RowIds) {
    this.#ids = ids;
  }

  /** All rows of a study without its trials. */
  study(study: ReplayedStudy): Row[] {
    const study_id = this.#ids.study(study);
    const head: Row = { table: 'studies', key: ['study_id'], values: { study_id, study_name: study.name } };
    const directions = study.directions.map(
      (direction, objective): Row => ({
        table: 'study_directions',
        key: ['study_id', 'objective'],
        values: { direction: direction.toUpperCase(), study_id, objective },
      }),
    );
    return [head, ...directions, ...this.#attributes('study', study_id, study)];
  }

  /** All rows of a trial. */
  trial(study: ReplayedStudy, trial: ReplayedTrial): Row[] {
    return [
      ...this.state(study, trial),
      ...Object.keys(trial.params).map((name) => this.param(trial, name)),
      ...[...trial.intermediateValues.keys()].map((step) => this.report(trial, step)),
      ...this.#attributes('trial', this.#ids.trial(trial), trial),
    ];
  }

  /** How far a trial is, with its values. A value that is NaN, which Optuna cannot keep, has the trial fail as it does there. */
  state(study: ReplayedStudy, trial: ReplayedTrial): Row[] {
    const trial_id = this.#ids.trial(trial);
    const isNumber = !trial.values?.some(Number.isNaN);
    const values = {
      trial_id,
      number: trial.number,
      study_id: this.#ids.study(study),
      state: isNumber ? optunaStates[trial.state] : optunaStates.failed,
      datetime_start: timeOf(trial.startedAt),
      datetime_complete: timeOf(trial.endedAt),
    };
    const results = ((isNumber && trial.values) || []).map((result, objective): Row => {
      const [value, value_type] = typed(result);
      const columns = { trial_id, objective, value, value_type };
      return { table: 'trial_values', key: ['trial_id', 'objective'], values: columns };
    });
    return [{ table: 'trials', key: ['trial_id'], values }, ...results];
  }

  param(trial: ReplayedTrial, name: string): Row {
    const distribution = trial.distributions[name]!;
    const values = {
      trial_id: this.#ids.trial(trial),
      param_name: name,
      param_value: toInternal(distribution, trial.params[name]!),
      distribution_json: distributionToJson(distribution),
    };
    return { table: 'trial_params', key: ['trial_id', 'param_name'], values };
  }

  report(trial: ReplayedTrial, step: number): Row {
    const [intermediate_value, intermediate_value_type] = typed(trial.intermediateValues.get(step)!);
    const values = { trial_id: this.#ids.trial(trial), step, intermediate_value, intermediate_value_type };
    return { table: 'trial_intermediate_values', key: ['trial_id', 'step'], values };
  }

  studyAttribute(study: ReplayedStudy, kind: 'user' | 'system', key: string): Row {
    return attribute('study', this.#ids.study(study), kind, key, study[`${kind}Attributes`][key]!);
  }

  trialAttribute(trial: ReplayedTrial, kind: 'user' | 'system', key: string): Row {
    return attribute('trial', this.#ids.trial(trial), kind, key, trial[`${kind}Attributes`][key]!);
  }

  #attributes(owner: 'study' | 'trial', id: number, of: ReplayedStudy | ReplayedTrial): Row[] {
    return (['user', 'system'] as const).flatMap((kind) =>
      Object.entries(of[`${kind}Attributes`]).map(([key, value]) => attribute(owner, id, kind, key, value)),
    );
  }
}

function attribute(owner: 'study' | 'trial', id: number, kind: 'user' | 'system', key: string, value: Json): Row {
  const values = { [`${owner}_id`]: id, key, value_json: toPythonJson(value) };
  return { table: `${owner}_${kind}_attributes`, key: [`${owner}_id`, 'key'], values };
}
