import type { Outcome } from '../study/ending.js';
import type { Json } from '../study/trial-record.js';

/** A method of a trial that an objective has called, with what it gave. */
export type Call = readonly [method: string, ...given: Json[]];

/** What an objective elsewhere needs to begin a trial. */
export interface Task {
  readonly number: number;
  /** Those that the trial has from an earlier worker. */
  readonly params: readonly (readonly [name: string, value: Json])[];
  /** Calls that need not be asked, as JSON, with what they give. */
  readonly ahead: readonly (readonly [call: string, value: Json])[];
  /** Whether each report waits to hear if it was the last. */
  readonly awaits: boolean;
}

/** What a trial gives to a call that waits. */
export interface Answer {
  readonly value?: Json;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What came of an objective, as text: JSON has no NaN. */
export interface WireOutcome {
  readonly value?: Json;
  readonly pruned?: true;
  readonly reason?: string;
}

/** A message from where an objective runs. */
export interface Message {
  readonly ready?: true;
  readonly unusable?: string;
  readonly calls?: readonly Call[];
  /** Whether the last call waits for its answer. */
  readonly wants?: true;
  readonly outcome?: WireOutcome;
}

/** Where a worker's messages about one trial go; `Result` is what is known of the trial when it has ended. */
export interface TaskHost<Result> {
  readonly task: Task;
  ask(calls: readonly Call[]): Answer | Promise<Answer>;
  note(calls: readonly Call[]): void;
  end(calls: readonly Call[], outcome: WireOutcome): Result;
  lost(reason: string): Result;
}

/** Numbers from their texts; what is none stays, and is refused with what came. */
export const numbersOf = (value: Json): Outcome =>
  Array.isArray(value) ? value.map(Number) : typeof value === 'string' ? Number(value) : (value as never);
