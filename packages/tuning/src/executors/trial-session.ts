import {
  categoricalDistribution,
  type Distribution,
  floatDistribution,
  intDistribution,
} from '../space/distribution.js';
import { type Ending, endingOf, type Outcome } from '../study/ending.js';
import type { Trial } from '../study/trial.js';
import type { Json } from '../study/trial-record.js';
import { type Answer, type Call, numbersOf, type Task, type TaskHost, type WireOutcome } from './task.js';

type Given = readonly never[];
/** What came over a wire is judged by the methods themselves. */
const given = (values: readonly unknown[]) => values as Given;

/** What an objective elsewhere may call. */
const methods: Readonly<Record<string, (trial: Trial, given: Given) => unknown>> = {
  float: (trial, given) => trial.float(...(given as [never, never, never, never])),
  int: (trial, given) => trial.int(...(given as [never, never, never, never])),
  categorical: (trial, given) => trial.categorical(...(given as [never, never])),
  boolean: (trial, given) => trial.boolean(...(given as [never])),
  report: (trial, [value, step]) => trial.report(numbersOf(value!), step!),
  setAttribute: (trial, given) => trial.setAttribute(...(given as [never, never])),
  setConstraint: (trial, [name, violation]) => trial.setConstraint(name!, numbersOf(violation!) as never),
};

/** The range that a call draws from. */
const ranges: Readonly<Record<string, (given: Given) => Distribution>> = {
  float: ([low, high, options]) => floatDistribution(low!, high!, options),
  int: ([low, high, options]) => intDistribution(low!, high!, options),
  categorical: ([choices]) => categoricalDistribution(choices!),
  boolean: () => categoricalDistribution([false, true]),
};

/** Calls that no list of them would be short with. */
const MOST = 256;

/** Parameters that earlier trials of a search asked for, and so the next one may. */
export class KnownCalls {
  readonly #calls = new Map<string, { readonly name: string; readonly distribution: Distribution }>();

  /** Notes a call that a trial has answered. */
  add([method, name, ...rest]: Call): void {
    const range = ranges[method];
    const key = JSON.stringify([method, name, ...rest]);
    if (!range || this.#calls.has(key) || this.#calls.size >= MOST) return;
    this.#calls.set(key, { name: name as string, distribution: range(given(rest)) });
  }

  /** What they give in a trial, as far as that can be said before they are asked. */
  answers(trial: Trial): [string, Json][] {
    const found: [string, Json][] = [];
    for (const [key, { name, distribution }] of this.#calls) {
      const value = trial.foresee(name, distribution);
      if (value !== undefined) found.push([key, value]);
    }
    return found;
  }
}

/** A trial whose objective runs elsewhere: does here what is called there. */
export class TrialSession implements TaskHost<Outcome | Ending> {
  readonly task: Task;
  readonly #trial: Trial;
  readonly #known: KnownCalls;
  #failure: Ending | undefined;

  constructor(trial: Trial, known: KnownCalls) {
    this.#trial = trial;
    this.#known = known;
    this.task = {
      number: trial.number,
      params: Object.entries(trial.params),
      ahead: known.answers(trial),
      awaits: trial.isJudged,
    };
  }

  /** Answers the last of some calls. */
  ask(calls: readonly Call[]): Answer {
    this.note(calls.slice(0, -1));
    try {
      return { value: (this.#call(calls.at(-1)!) ?? null) as Json };
    } catch (error) {
      const { code = 'error', message } = error as { readonly code?: string; readonly message: string };
      return { error: { code, message } };
    }
  }

  /** Makes calls for which nobody waits; a trial in which one is refused fails. */
  note(calls: readonly Call[]): void {
    try {
      for (const call of calls) this.#call(call);
    } catch (error) {
      this.#failure ??= endingOf(error);
    }
  }

  end(calls: readonly Call[], { value, pruned, reason = 'No reason was given.' }: WireOutcome): Outcome | Ending {
    this.note(calls);
    if (this.#failure) return this.#failure;
    if (value !== undefined) return numbersOf(value);
    return pruned ? { state: 'pruned' } : { state: 'failed', reason };
  }

  lost(reason: string): Ending {
    return { state: 'waiting', lost: true, reason };
  }

  #call(call: Call): unknown {
    const [method, ...rest] = call;
    const value = methods[method]!(this.#trial, given(rest));
    this.#known.add(call);
    return value;
  }
}
