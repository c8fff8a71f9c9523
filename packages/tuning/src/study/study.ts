import { GlassboxError, requireArgument } from '@glassbox/core';
import type { Executor, Objective } from '../executors/executor.js';
import { inProcess } from '../executors/in-process.js';
import { decide } from '../pruners/decide.js';
import { nop, type Pruner } from '../pruners/pruner.js';
import type { RelativeSample, Sampler } from '../samplers/sampler.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { type Distribution, type ParamValue, toExternal } from '../space/distribution.js';
import { brokenRule, type SearchSpace } from '../space/search-space.js';
import { memory } from '../storages/memory.js';
import type { Entry } from '../storages/operation.js';
import { FIXED_PARAMS, fixedParams, RELATIVE_PARAMS, type ReplayedTrial } from '../storages/replay.js';
import type { Storage } from '../storages/storage.js';
import { bestOf, bestTrials } from './best.js';
import { drawSpace } from './draw-space.js';
import type { Ending, Outcome } from './ending.js';
import { endingEntries, failure } from './ending-entries.js';
import { ReportBudget } from './report-budget.js';
import { Search } from './search.js';
import type { StopRules } from './stop-rules.js';
import { type Holding, StudyLog } from './study-log.js';
import { Trial, type TrialHost } from './trial.js';
import type { Direction, Json, TrialRecord } from './trial-record.js';

/** Options of {@link createStudy}. */
export interface StudyOptions {
  /** Under which it is found again in its storage. Default `'study'`. */
  readonly name?: string;
  /** Whether small values are good, or large ones. Default `'minimize'`. */
  readonly direction?: Direction;
  /** The same for several objectives, one for each value that the objective gives. */
  readonly directions?: readonly Direction[];
  /** All parameters as data, with the rules that they keep: they are then drawn before the objective begins. Default: the objective names them. */
  readonly space?: SearchSpace;
  /** Chooses parameters. Default {@link tpe}. */
  readonly sampler?: Sampler;
  /** Ends trials early. Default: none does. */
  readonly pruner?: Pruner;
  /** Where the study is kept. Default: in memory. */
  readonly storage?: Storage;
  /** Seconds without a sign of life after which the trial of another worker is taken and run again; Infinity for never. Default 60. */
  readonly lease?: number;
  /** How many workers may die of a trial before it fails. Default 3. */
  readonly losses?: number;
}

/** Options of {@link Study.optimize}. */
export interface OptimizeOptions {
  /** Trials to run, besides those that the study has. Default: as many as the sampler has something new for, or `total` leaves. */
  readonly trials?: number;
  /**
   * Trials that the study is to have in all, by all workers together. Who finds none left waits for those of others: if one of them dies, its
   * trial is run here.
   */
  readonly total?: number;
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
  const { name = 'study', sampler = tpe(), pruner = nop(), storage = memory() } = options;
  const { direction, directions = [direction ?? 'minimize'] } = options;
  requireArgument(
    directions.length > 0 && !(direction && options.directions),
    'Say a direction, or directions: one at least.',
  );
  const holding = checkHolding(options);
  const log = await StudyLog.open(storage, name, directions, holding);
  return new Study(log, sampler, pruner, holding, options.space);
}

/** How trials are held, with its defaults. */
export function checkHolding({ lease = 60, losses = 3 }: Pick<StudyOptions, 'lease' | 'losses'>): Holding {
  requireArgument(lease > 0, `A lease is above 0 seconds, but ${lease} came.`);
  requireArgument(
    Number.isInteger(losses) && losses >= 1,
    `losses is a whole number of at least 1, but ${losses} came.`,
  );
  return { lease, losses };
}

/** A search: its trials so far, and what chooses the next ones. */
export class Study {
  readonly #log: StudyLog;
  readonly #sampler: Sampler;
  readonly #pruner: Pruner;
  readonly #holding: Holding;
  readonly #space: SearchSpace | undefined;

  /** @internal See {@link createStudy}. */
  constructor(log: StudyLog, sampler: Sampler, pruner: Pruner, holding: Holding, space?: SearchSpace) {
    this.#log = log;
    this.#space = space;
    this.#holding = holding;
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

  /** Notes beside the study. */
  get userAttributes(): Readonly<Record<string, Json>> {
    return this.#log.study.userAttributes;
  }

  /** Writes a note beside the study; one of the same name is replaced. */
  async setAttribute(key: string, value: Json): Promise<void> {
    await this.#log.write([{ op: 'set-study-attribute', study: this.#log.study.id, owner: 'user', key, value }]);
  }

  /**
   * The complete trial with the best value, of those that violate no constraint if there is any.
   *
   * @throws `no-result` where no trial is complete; `several-objectives` where there is no best one.
   */
  get best(): TrialRecord & { readonly value: number } {
    if (this.directions.length === 1) return bestOf(this.#log.study);
    throw new GlassboxError(
      'several-objectives',
      `Study '${this.name}' has ${this.directions.length} directions, so no trial is the best. See bestTrials, the Pareto front.`,
    );
  }

  /** The complete trials that no other dominates, of those that violate no constraint if there are any; by number. */
  get bestTrials(): readonly TrialRecord[] {
    return bestTrials(this.#log.study);
  }

  /**
   * Puts parameters in the queue: the next trial is run with them, and draws the others.
   *
   * @throws `bad-argument` where they are all that the study's space has and break a rule of it.
   */
  async enqueue(params: Readonly<Record<string, ParamValue>>): Promise<void> {
    const isWhole = this.#space && Object.keys(this.#space.parameters).every((name) => name in params);
    const rule = isWhole ? brokenRule(this.#space, params) : undefined;
    requireArgument(!rule, () => `The parameters break the rule '${rule!.name}' of the study's space.`);
    const none = { params: {}, distributions: {}, intermediateValues: [], userAttributes: {} };
    const template = { ...none, systemAttributes: { [FIXED_PARAMS]: params } };
    await this.#log.write([{ op: 'create-trial', study: this.#log.study.id, state: 'waiting', template }]);
  }

  /** Begins a trial: one of the queue or one whose worker has died if there is any, else a new one. */
  async ask(): Promise<Trial> {
    return (await this.#begin(() => true))!;
  }

  /**
   * Ends a trial with its value, or one for each direction, or says that it has none; gives the trial as it then is.
   *
   * A value that is not a number fails the trial. A trial that was given to another worker meanwhile stays as it is.
   */
  async tell(trial: Trial, outcome: Outcome | Ending): Promise<TrialRecord> {
    const giveBack = (lost: boolean, reason: string) => this.#log.givingBack(this.#recordOf(trial), lost, reason);
    await this.#log.write(endingEntries(trial, outcome, this.directions.length, giveBack));
    return this.#recordOf(trial);
  }

  /**
   * Runs trials of an objective: a function, or the URL of a module whose default export is one. A trial that throws ends as failed with its
   * reason, and the study goes on; one that lets `TrialPruned` pass ends as pruned. Trials whose worker has died come first.
   *
   * @throws `aborted` where `signal` says so; trials that it interrupts are run again by the next search. What the storage throws where it fails.
   */
  async optimize(objective: Objective | URL, options: OptimizeOptions = {}): Promise<void> {
    const { concurrency, executor = inProcess(concurrency), stop } = options;
    const budget = stop?.reports === undefined ? undefined : new ReportBudget(stop.reports, this);
    const search = new Search(
      {
        study: this,
        limit: this.#sampler.limit ?? Number.POSITIVE_INFINITY,
        lease: this.#holding.lease,
        budget,
        begin: (room) => this.#begin(room, budget),
        awaitsOthers: () => this.#log.awaitsOthers,
      },
      options,
    );
    await executor.run(objective, search);
  }

  #recordOf({ number }: Trial): ReplayedTrial {
    return this.#log.study.trials[number]!;
  }

  async #begin(room: () => boolean, budget?: ReportBudget): Promise<Trial | undefined> {
    const record = await this.#log.begin(room);
    if (!record) return undefined;
    // One that is run again goes on with what was drawn for it.
    const isNew = record.claims === 1;
    const host = this.#host(budget);
    if (this.#space) return (await this.#withSpace(record, this.#space, host)) ?? this.#begin(room, budget);
    const relative = isNew ? this.#sampler.sampleRelative?.(this.#log.study, record) : undefined;
    if (relative) this.#propose(record, relative);
    return new Trial(record, relative, host);
  }

  /** A trial that has all its parameters; undefined for one of the queue with which the rules cannot be kept, which fails. */
  async #withSpace(record: ReplayedTrial, space: SearchSpace, host: TrialHost): Promise<Trial | undefined> {
    const fixed = { ...record.proposed, ...record.params, ...fixedParams(record) };
    try {
      const relative = drawSpace(space, this.#sampler, this.#log.study, record, fixed);
      this.#propose(record, relative);
      const trial = new Trial(record, relative, host);
      trial.drawAll(space.parameters);
      return trial;
    } catch (error) {
      await this.#log.write(failure(record.id, (error as Error).message));
      if (Object.keys(fixedParams(record)).length > 0) return undefined;
      throw error;
    }
  }

  #propose(record: ReplayedTrial, relative: RelativeSample): void {
    this.#log.writeSoon(this.#proposal(record, relative));
    // Other workers are to draw elsewhere.
    if (this.#log.awaitsOthers) this.#log.flushSoon();
  }

  #host(budget: ReportBudget | undefined): TrialHost {
    const { study } = this.#log;
    return {
      directions: study.directions.length,
      sample: (trial, name, distribution: Distribution) =>
        this.#sampler.sampleIndependent(study, trial, name, distribution),
      drawsAhead: this.#sampler.drawsAhead === true,
      isJudged: this.#pruner.name !== 'nop' || budget !== undefined,
      shouldPrune: (trial, remember) => {
        const isLeft = !budget?.endsHere(trial);
        return decide(this.#pruner, study, trial, remember) || !isLeft;
      },
      write: (entries) => {
        this.#log.writeSoon(entries);
        // Other trials are measured against reports.
        if (entries.some(({ op }) => op === 'report')) this.#log.flushSoon();
      },
    };
  }

  /** What was drawn beforehand, for other workers to see while the trial runs, and what the sampler is to know of it. */
  #proposal({ id }: ReplayedTrial, { space, params, attributes = {} }: RelativeSample): Entry[] {
    const values = Object.entries(params).map(([name, value]) => [name, toExternal(space[name]!, value)]);
    const proposed = { [`${this.#sampler.name}${RELATIVE_PARAMS}`]: JSON.stringify(Object.fromEntries(values)) };
    return Object.entries({ ...attributes, ...proposed }).map(([key, value]) => ({
      op: 'set-attribute',
      trial: id,
      owner: 'system',
      key,
      value,
    }));
  }
}
