import type { BackendPlugin, CurrentBackend } from '@glassbox/backends';
import { type Batch, GlassboxError, type History, type IndexedData } from '@glassbox/core';
import type { Prediction, Sequential } from '@glassbox/models';
import type { Chart, DataTable, TerminalStream } from '@glassbox/viz';
import type { Settings, Sizes } from '../cli/settings.js';
import type { UnfinishedRun } from '../cli/unfinished-run.js';
import type { ChapterId } from './frame.js';

/** One section of the notebook: it computes, tells what came of it, and leaves facts for the chapters after it. */
export interface Chapter {
  readonly id: ChapterId;
  run(context: Context): Promise<void>;
}

/** What a chapter tells, on the terminal and in the report. */
export interface Telling {
  /** Running text, in both. */
  say(text: string): void;
  /** Lines whose spaces count, in both. */
  print(lines: string): void;
  /** Lines for the terminal alone, where the report has a picture or a table. */
  sketch(lines: string): void;
  /** A table for the report, at most one a chapter. */
  tabulate(table: DataTable): void;
  /** A picture for the report, under a file name without extension that no other picture has. */
  show(name: string, chart: Chart): void;
}

/** What a chapter has to work with. */
export interface Context extends Telling {
  readonly settings: Settings;
  readonly sizes: Sizes;
  /** Those that the table of backends lists. */
  readonly backends: readonly BackendPlugin[];
  readonly unfinished: UnfinishedRun;
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Where progress is drawn; it does not reach the report. */
  readonly terminal: TerminalStream;
  readonly facts: Facts;
}

/** What a trained network comes to on the test digits. */
export interface Verdict {
  readonly loss: number;
  readonly accuracy: number;
}

/** The answers for every test digit, beside what was meant. */
export interface Answers {
  /** The ten probabilities for each digit. */
  readonly prediction: Pick<Prediction, 'row'>;
  readonly predicted: Int32Array;
  readonly labels: Int32Array;
}

/** What chapters find out, by name. */
export interface FactTypes {
  readonly backend: CurrentBackend;
  readonly train: IndexedData;
  readonly test: IndexedData;
  readonly model: Sequential;
  readonly history: History;
  readonly verdict: Verdict;
  readonly answers: Answers;
  readonly dropoutVerdict: Verdict;
}

/** The facts that are known so far. */
export class Facts {
  readonly #known: Partial<FactTypes> = {};

  put<Name extends keyof FactTypes>(name: Name, fact: FactTypes[Name]): void {
    Object.assign(this.#known, { [name]: fact });
  }

  /** Undefined before the chapter that finds it out. */
  find<Name extends keyof FactTypes>(name: Name): FactTypes[Name] | undefined {
    return this.#known[name];
  }

  /** Throws `chapter-missing` before the chapter that finds it out. */
  get<Name extends keyof FactTypes>(name: Name): FactTypes[Name] {
    const fact = this.find(name);
    if (fact !== undefined) return fact;
    throw new GlassboxError(
      'chapter-missing',
      `No chapter has found out '${name}' yet; run the chapters in their order.`,
    );
  }
}

/** Some samples of indexed data, in arrays of their own. */
export function samplesAt(data: IndexedData, positions: ArrayLike<number>): Batch {
  const { size, inputs, targets } = data.readBatch(positions);
  const copy = { size, inputs: { shape: inputs.shape, data: inputs.data.slice() } };
  return targets ? { ...copy, targets: { shape: targets.shape, data: targets.data.slice() } } : copy;
}
