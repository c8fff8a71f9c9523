import type { ReplayedStudy, ReplayedTrial } from '../replay.js';
import type { Database } from './database.js';

/** The numbers that studies and trials of a log have in the tables: those of deleted studies leave gaps there, or come again. */
export class RowIds {
  readonly #studies = new Map<number, number>();
  readonly #trials = new Map<number, number>();
  #lastStudy = 0;
  #lastTrial = 0;

  /** The numbers that a database has, for what its log has in the same order. */
  static of(database: Database, studies: readonly ReplayedStudy[]): RowIds {
    const ids = new RowIds();
    const numbers = (table: string, column: string) =>
      database.all(`SELECT ${column} AS id FROM ${table} ORDER BY ${column}`).map(({ id }) => Number(id));
    const trials = studies.flatMap((study) => study.trials).sort((a, b) => a.id - b.id);
    for (const [i, id] of numbers('studies', 'study_id').entries()) {
      if (studies[i]) ids.#studies.set(studies[i].id, id);
      ids.#lastStudy = id;
    }
    for (const [i, id] of numbers('trials', 'trial_id').entries()) {
      if (trials[i]) ids.#trials.set(trials[i].id, id);
      ids.#lastTrial = id;
    }
    return ids;
  }

  study({ id }: ReplayedStudy): number {
    if (!this.#studies.has(id)) this.#studies.set(id, ++this.#lastStudy);
    return this.#studies.get(id)!;
  }

  trial({ id }: ReplayedTrial): number {
    if (!this.#trials.has(id)) this.#trials.set(id, ++this.#lastTrial);
    return this.#trials.get(id)!;
  }

  /** Of a study by its place in the log; undefined where it has no row. */
  studyAt(place: number): number | undefined {
    return this.#studies.get(place);
  }
}
