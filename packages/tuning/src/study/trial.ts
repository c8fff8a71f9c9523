import { GlassboxError, requireArgument } from '@glassbox/core';
import type { RelativeSample } from '../samplers/sampler.js';
import {
  categoricalDistribution,
  contains,
  type Distribution,
  floatDistribution,
  intDistribution,
  isSingle,
  type ParamValue,
  type RangeOptions,
  type Space,
  sameDistribution,
  toExternal,
  toInternal,
} from '../space/distribution.js';
import type { Entry } from '../storages/operation.js';
import { fixedParams, type ReplayedTrial } from '../storages/replay.js';
import { TrialPruned } from './trial-pruned.js';
import type { Json, TrialRecord } from './trial-record.js';

/** What a trial asks of its study. */
export interface TrialHost {
  /** How many objectives there are. */
  readonly directions: number;
  sample(trial: TrialRecord, name: string, distribution: Distribution): number;
  /** Whether draws may be made before they are asked for: see `drawsAhead` of samplers. */
  readonly drawsAhead: boolean;
  /** Whether a report may end a trial. */
  readonly isJudged: boolean;
  shouldPrune(trial: TrialRecord, remember: (key: string, value: Json) => void): boolean;
  /** Passes entries on to the storage, in the background. */
  write(entries: readonly Entry[]): void;
}

/**
 * One run of an objective: gives the parameters to run with, and takes what comes of them.
 *
 * Parameters are named where they are needed, so a choice can decide which others there are.
 */
export class Trial {
  readonly #record: ReplayedTrial;
  readonly #relative: RelativeSample | undefined;
  readonly #host: TrialHost;
  readonly #params: Record<string, ParamValue>;
  readonly #distributions: Record<string, Distribution>;
  readonly #reports: Map<number, number>;
  readonly #vectors: Map<number, readonly number[]>;
  readonly #systemAttributes: Record<string, Json>;
  readonly #foreseen = new Map<string, { readonly distribution: Distribution; readonly value: number }[]>();

  /** @internal A study makes these. */
  constructor(record: ReplayedTrial, relative: RelativeSample | undefined, host: TrialHost) {
    this.#record = record;
    this.#relative = relative;
    this.#host = host;
    this.#params = { ...record.params };
    this.#distributions = { ...record.distributions };
    this.#reports = new Map(record.intermediateValues);
    this.#vectors = new Map(record.intermediateVectors);
    this.#systemAttributes = { ...record.systemAttributes };
  }

  /** Place in the study, from 0. */
  get number(): number {
    return this.#record.number;
  }

  /** The parameters so far, by name. */
  get params(): Readonly<Record<string, ParamValue>> {
    return this.#params;
  }

  /**
   * A real number from low to high.
   *
   * @throws `bad-space` for a range that is none; `space-changed` where this trial asked for the name with another kind of range before.
   */
  float(name: string, low: number, high: number, options: RangeOptions = {}): number {
    return this.#suggest(name, floatDistribution(low, high, options)) as number;
  }

  /** A whole number from low to high, both included. Throws as {@link float}. */
  int(name: string, low: number, high: number, options: RangeOptions = {}): number {
    return this.#suggest(name, intDistribution(low, high, options)) as number;
  }

  /** One of some values. Throws as {@link float}. */
  categorical<const T extends ParamValue>(name: string, choices: readonly T[]): T {
    return this.#suggest(name, categoricalDistribution(choices)) as T;
  }

  /** Yes or no. */
  boolean(name: string): boolean {
    return this.categorical(name, [false, true]);
  }

  /**
   * Tells how good the trial is so far, at a step such as an epoch.
   *
   * @param value one for each direction where the study has several.
   * @throws `trial-pruned` ({@link TrialPruned}) where the pruner finds that it is not worth going on; let it pass.
   */
  report(value: number | readonly number[], step: number): void {
    requireArgument(Number.isSafeInteger(step) && step >= 0, `A step is a whole number from 0 on, but ${step} came.`);
    const { directions } = this.#host;
    const values = [value].flat();
    requireArgument(
      values.length === directions && values.every((each) => typeof each === 'number'),
      () =>
        `A report is ${directions === 1 ? 'a number' : `${directions} numbers`}, but ${JSON.stringify(value)} came.`,
    );
    // The first report of a step counts; a loop that was resumed may repeat some.
    if (!this.#reports.has(step)) this.#keepReport(step, values);
    if (this.#host.shouldPrune(this.snapshot(), (key, kept) => this.#setAttribute('system', key, kept))) {
      throw new TrialPruned(this.number, step);
    }
  }

  #keepReport(step: number, values: readonly number[]): void {
    const value = values[0]!;
    this.#reports.set(step, value);
    if (values.length > 1) this.#vectors.set(step, values);
    this.#host.write([{ op: 'report', trial: this.#record.id, step, value, ...(values.length > 1 && { values }) }]);
  }

  /** Writes a note beside the trial. */
  setAttribute(key: string, value: Json): void {
    this.#setAttribute('user', key, value);
  }

  /**
   * By how much a constraint on the outcome is violated; 0 or less where it holds.
   *
   * @throws `bad-argument` where the violation is not a number; infinite ones are.
   */
  setConstraint(name: string, violation: number): void {
    requireArgument(
      typeof violation === 'number' && !Number.isNaN(violation),
      `The violation of '${name}' is a number, but ${violation} came.`,
    );
    this.#setAttribute('system', `constraints:${name}`, violation);
  }

  /** @internal Draws all parameters of a space. */
  drawAll(space: Space): void {
    for (const [name, distribution] of Object.entries(space)) this.#suggest(name, distribution);
  }

  /** @internal The trial as it is now, with what the storage has not seen yet. */
  snapshot(): TrialRecord {
    return {
      ...this.#record,
      params: this.#params,
      distributions: this.#distributions,
      intermediateValues: this.#reports,
      intermediateVectors: this.#vectors,
      systemAttributes: this.#systemAttributes,
    };
  }

  /** @internal Place among all trials of the log. */
  get id(): number {
    return this.#record.id;
  }

  /** @internal Whether a report may end the trial. */
  get isJudged(): boolean {
    return this.#host.isJudged;
  }

  /** @internal What a parameter will be if the objective asks for it next, where that can be said by now. */
  foresee(name: string, distribution: Distribution): ParamValue | undefined {
    if (this.#distributions[name]) return undefined;
    let value = this.#settled(name, distribution);
    if (value === undefined && this.#host.drawsAhead) {
      value = this.#host.sample(this.snapshot(), name, distribution);
      this.#foreseen.set(name, [...(this.#foreseen.get(name) ?? []), { distribution, value }]);
    }
    return value === undefined ? undefined : toExternal(distribution, value);
  }

  #setAttribute(owner: 'user' | 'system', key: string, value: Json): void {
    if (owner === 'system') this.#systemAttributes[key] = value;
    this.#host.write([{ op: 'set-attribute', trial: this.#record.id, owner, key, value }]);
  }

  #suggest(name: string, distribution: Distribution): ParamValue {
    const before = this.#distributions[name];
    if (before) {
      if (before.type === distribution.type && contains(distribution, this.#params[name]!)) return this.#params[name]!;
      throw new GlassboxError(
        'space-changed',
        `Parameter '${name}' was drawn from another range in this trial. Give each parameter a name of its own.`,
        { details: { name, before, now: distribution } },
      );
    }
    const value = this.#choose(name, distribution);
    this.#params[name] = toExternal(distribution, value);
    this.#distributions[name] = distribution;
    this.#host.write([{ op: 'set-param', trial: this.#record.id, name, value, distribution }]);
    return this.#params[name]!;
  }

  #choose(name: string, distribution: Distribution): number {
    const known = this.#settled(name, distribution);
    return known ?? this.#host.sample(this.snapshot(), name, distribution);
  }

  /** What was fixed, what is the only possibility, or what was drawn together with others or ahead; undefined leaves a draw by itself. */
  #settled(name: string, distribution: Distribution): number | undefined {
    const fixed = fixedParams(this.#record)[name];
    if (fixed !== undefined && contains(distribution, fixed)) return toInternal(distribution, fixed);
    if (isSingle(distribution)) return distribution.type === 'categorical' ? 0 : distribution.low;
    // Drawn by a worker that has died.
    const proposed = this.#record.proposed[name];
    if (proposed !== undefined && contains(distribution, proposed)) return toInternal(distribution, proposed);
    const drawn = this.#relative?.params[name];
    if (drawn !== undefined && sameDistribution(this.#relative!.space[name]!, distribution)) return drawn;
    return this.#foreseen.get(name)?.find((draw) => sameDistribution(draw.distribution, distribution))?.value;
  }
}
