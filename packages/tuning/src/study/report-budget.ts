import type { StudyView, TrialRecord } from './trial-record.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Reports that all trials of a study may make together, such as epochs.
 *
 * A trial begins where there is room for it beside those under way, were each to go on for as long as the longest that is complete. One for whose
 * next report nothing is left ends, so that they are never more, however many run at a time. Two are let go on: one that has reported as often
 * as the longest, since what comes next is its value, and any while none is complete, since a search is to come to something.
 */
export class ReportBudget {
  readonly #limit: number;
  readonly #study: StudyView;
  /** Reports of trials that run here, which the study may not have yet. */
  readonly #here = new Map<number, number>();

  constructor(limit: number, study: StudyView) {
    this.#limit = limit;
    this.#study = study;
  }

  /** Whether nothing is left with which a trial could begin. */
  get isSpent(): boolean {
    const { reports, running, longest } = this.#count();
    const toCome = longest === 0 ? running.length : sum(running.map((count) => Math.max(0, longest - count)));
    return reports + toCome >= this.#limit;
  }

  /** Notes how often a trial has reported, and whether it has to end now. */
  endsHere({ number, intermediateValues: { size } }: TrialRecord): boolean {
    this.#here.set(number, size);
    const { reports, running, longest } = this.#count();
    if (size >= longest) return false;
    const others = running.filter((count) => count < longest).length - 1;
    return reports + others >= this.#limit;
  }

  /** All reports, those of each trial under way, and the most of a trial that is complete. */
  #count(): { readonly reports: number; readonly running: readonly number[]; readonly longest: number } {
    let [reports, longest] = [0, 0];
    const running: number[] = [];
    for (const { number, state, intermediateValues } of this.#study.trials) {
      const count = Math.max(intermediateValues.size, this.#here.get(number) ?? 0);
      reports += count;
      if (state === 'running') running.push(count);
      if (state === 'complete') longest = Math.max(longest, count);
    }
    return { reports, running, longest };
  }
}
