import { requireArgument, throwIfAborted } from '@glassbox/core';
import type { Executor, Objective } from '../executors/executor.js';
import { inProcess } from '../executors/in-process.js';
import { nop, type Pruner } from '../pruners/pruner.js';
import type { RelativeSample, Sampler } from '../samplers/sampler.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { type Distribution, type ParamValue, toExternal } from '../space/distribution.js';
import { memory } from '../storages/memory.js';
import type { Entry } from '../storages/operation.js';
import { FIXED_PARAMS, RELATIVE_PARAMS, type ReplayedTrial } from '../storages/replay.js';
import type { Storage } from '../storages/storage.js';
import { bestOf } from './best.js';
import type { Ending } from './ending.js';
import { checkRules, type StopRules, shouldStop } from './stop-rules.js';
import { StudyLog } from './study-log.js';
import { Trial, type TrialHost } from './trial.js';
import { type Direction, type Json, lastStep, type TrialRecord, type TrialState } from './trial-record.js';

/** Options of {@link createStudy}. */
export interface StudyOptions {
  /** Under which it is found again in its storage. Default `'study'`. */
  readonly name?: string;
  /** Whether small values are good, or large ones. Default `'minimize'`. */
  readonly direction?: Direction;
  /** Chooses parameters. Default {@link tpe}. */
  readonly sampler?: Sampler;
  /** Ends trials early. Default: none does. */
  readonly pruner?: Pruner;
  /** Where the study is kept. Default: in memory. */
  readonly storage?: Storage;
}

/** Options of {@link Study.optimize}. */
export interface OptimizeOptions {
  /** Trials to run, besides those that the study has. Default: as many as the sampler has something new for. */
  readonly trials?: number;
  /** How many run at a time in this process, each awaiting its own work; not with an executor. Default 1. */
  readonly concurrency?: number;
  /** What runs the trials. Default: this process. */
  readonly executor?: Executor;
  /** Ends the search early: no better value in so many trials, a value that is good enough, a time. Default: nothing does. */
  readonly stop?: StopRules;
  readonly signal?: AbortSignal;
  /** Called after each trial. */
  readonly onTrial?: (trial: TrialRecord, study: Study) => void;
}

/**
 * Opens a study, which is made where its storage has none of the name.
 *
 * @throws `study-differs` where there is one with another direction.
 * @example
 * const study = await createStudy({ direction: 'maximize', sampler: tpe({ seed: 7 }) });
 * await study.optimize((trial) => -((trial.float('x', -5, 5) - 2) ** 2), { trials: 50 });
 * console.log(study.best.params);
 */
export async function createStudy(options: StudyOptions = {}): Promise<Study> {
  const { name = 'study', direction = 'minimize', sampler = tpe(), pruner = nop(), storage = memory() } = options;
  const log = await StudyLog.open(storage, name, [direction]);
  return new Study(log, sampler, pruner);
}

/** A search: its trials so far, and what chooses the next ones. */
export class Study {
  readonly #log: StudyLog;
  readonly #sampler: Sampler;
  readonly #pruner: Pruner;

  /** @internal See {@link createStudy}. */
  constructor(log: StudyLog, sampler: Sampler, pruner: Pruner) {
    this.#log = log;
    this.#sampler = sampler;
    this.#pruner = pruner;
  }

  get name(): string {
    return this.#log.study.name;
  }

  get direction(): Direction {
    return this.#log.study.directions[0]!;
  }

  get directions(): readonly Direction[] {
    return this.#log.study.directions;
  }

  /** All trials, by number. */
  get trials(): readonly TrialRecord[] {
    return this.#log.study.trials;
  }

  /**
   * The complete trial with the best value, of those that violate no constraint if there is any.
   *
   * @throws `no-result` where no trial is complete.
   */
  get best(): TrialRecord & { readonly value: number } {
    return bestOf(this.#log.study);
  }

  /** Puts parameters in the queue: the next trial is run with them, and draws the others. */
  async enqueue(params: Readonly<Record<string, ParamValue>>): Promise<void> {
    const none = { params: {}, distributions: {}, intermediateValues: [], userAttributes: {} };
    const template = { ...none, systemAttributes: { [FIXED_PARAMS]: params } };
    await this.#log.write([{ op: 'create-trial', study: this.#log.study.id, state: 'waiting', template }]);
  }

  /** Begins a trial, one of the queue if there is any. */
  async ask(): Promise<Trial> {
    const record = await this.#log.begin();
    const relative = this.#sampler.sampleRelative?.(this.#log.study, record);
    if (relative) this.#log.writeSoon([this.#proposal(record, relative)]);
    return new Trial(record, relative, this.#host());
  }

  /**
   * Ends a trial with its value, or says that it has none.
   *
   * A value that is not a number fails the trial.
   */
  async tell(trial: Trial, outcome: number | Ending): Promise<TrialRecord> {
    await this.#log.write(endingEntries(trial, outcome));
    return this.#log.study.trials[trial.number]!;
  }

  /**
   * Runs trials of an objective: a function, or the URL of a module whose default export is one. A trial that throws ends as failed with its reason, and the study goes on; one that lets `TrialPruned` pass
   * ends as pruned.
   *
   * @throws `aborted` where `signal` says so, after the trials that are running have ended; what the storage throws where it fails.
   */
  async optimize(objective: Objective | URL, options: OptimizeOptions = {}): Promise<void> {
    const { limit = Number.POSITIVE_INFINITY } = this.#sampler;
    const { trials = limit, concurrency, executor = inProcess(concurrency), stop = {}, signal, onTrial } = options;
    checkRules(stop);
    requireArgument(
      trials >= 0 && (Number.isInteger(trials) || (trials === limit && Number.isFinite(limit))),
      `Say how many trials to run, a whole number from 0 on; ${options.trials} came.`,
    );
    let begun = 0;
    const start = performance.now();
    await executor.run(objective, {
      signal,
      next: async () => {
        throwIfAborted(signal);
        if (begun >= trials || this.trials.length >= limit) return undefined;
        if (shouldStop(stop, this.#log.study, (performance.now() - start) / 1000)) return undefined;
        begun++;
        return this.ask();
      },
      end: async (trial, outcome) => {
        const record = await this.tell(trial, outcome);
        onTrial?.(record, this);
      },
    });
  }

  #host(): TrialHost {
    const { study } = this.#log;
    return {
      sample: (trial, name, distribution: Distribution) =>
        this.#sampler.sampleIndependent(study, trial, name, distribution),
      shouldPrune: (trial, remember) => this.#pruner.shouldPrune(study, trial, remember),
      write: (entries) => {
        this.#log.writeSoon(entries);
        // Other trials are measured against reports.
        if (entries.some(({ op }) => op === 'report')) this.#log.flushSoon();
      },
    };
  }

  /** What was drawn beforehand, for other workers to see while the trial runs. */
  #proposal({ id }: ReplayedTrial, { space, params }: RelativeSample): Entry {
    const values = Object.entries(params).map(([name, value]) => [name, toExternal(space[name]!, value)]);
    const key = `${this.#sampler.name}${RELATIVE_PARAMS}`;
    return { op: 'set-attribute', trial: id, owner: 'system', key, value: JSON.stringify(Object.fromEntries(values)) };
  }
}

function endingEntries(trial: Trial, outcome: number | Ending): Entry[] {
  const end = (state: TrialState, values?: readonly number[]): Entry =>
    values ? { op: 'set-state', trial: trial.id, state, values } : { op: 'set-state', trial: trial.id, state };
  const fail = (reason: Json): Entry[] => [
    { op: 'set-attribute', trial: trial.id, owner: 'system', key: 'fail_reason', value: reason },
    end('failed'),
  ];
  if (typeof outcome === 'number') {
    return Number.isNaN(outcome)
      ? fail('The objective gave NaN, which cannot be compared.')
      : [end('complete', [outcome])];
  }
  if (typeof outcome !== 'object' || !(outcome.state === 'pruned' || outcome.state === 'failed')) {
    return fail(`The objective gave ${JSON.stringify(outcome)}, which is not a number.`);
  }
  if (outcome.state === 'failed') return fail(outcome.reason ?? 'No reason was given.');
  const record = trial.snapshot();
  const step = lastStep(record);
  const last = step === undefined ? undefined : record.intermediateValues.get(step)!;
  return [last === undefined || Number.isNaN(last) ? end('pruned') : end('pruned', [last])];
}
