import type { Answer, Call } from './task.js';

/** What a coordinator has heard of one attempt at a trial: a server that crashes may lose what was said, and then it is said again. */
export class Heard {
  #calls = 0;
  #question = -1;
  #answer: Answer | undefined;

  /**
   * Those of some calls that were not heard before. None where others between were lost: they come again, with these.
   *
   * @param from how many calls were made before them.
   */
  fresh(calls: readonly Call[], from = this.#calls): readonly Call[] {
    if (from > this.#calls) return [];
    const fresh = calls.slice(this.#calls - from);
    this.#calls += fresh.length;
    return fresh;
  }

  /** Asks once, and gives the same answer whenever the question comes again; undefined for one that has long been answered. */
  answer(question: number, ask: () => Answer): Answer | undefined {
    if (question < this.#question) return undefined;
    if (question > this.#question) this.#answer = ask();
    this.#question = question;
    return this.#answer;
  }
}
