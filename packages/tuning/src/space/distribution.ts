import { GlassboxError, requireArgument } from '@glassbox/core';
import { highestStep } from '../math/decimal.js';

/** What a parameter can be. */
export type ParamValue = number | string | boolean | null;

/** Real numbers from low to high, or those of them that are whole steps from low. */
export interface FloatDistribution {
  readonly type: 'float';
  readonly low: number;
  readonly high: number;
  /** Whether the logarithm is what is spread evenly. */
  readonly log: boolean;
  readonly step?: number;
}

/** Whole numbers from low to high, both included. */
export interface IntDistribution {
  readonly type: 'int';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number;
}

/** One of some values that have no order. */
export interface CategoricalDistribution {
  readonly type: 'categorical';
  readonly choices: readonly ParamValue[];
}

/** Where a parameter may lie. */
export type Distribution = FloatDistribution | IntDistribution | CategoricalDistribution;

/** Distributions by the name of their parameter. */
export type Space = Readonly<Record<string, Distribution>>;

/** Options of a range of numbers. */
export interface RangeOptions {
  /** Whether the logarithm is what is spread evenly; low must then be above 0. Default false. */
  readonly log?: boolean;
  /** Distance of values; not together with `log`. Default: any real number, and 1 for whole numbers. */
  readonly step?: number;
}

function refuse(message: string, details: Record<string, unknown>): never {
  throw new GlassboxError('bad-space', message, { details });
}

function checkRange(low: number, high: number, { log = false, step }: RangeOptions): void {
  const details = { low, high, log, step };
  if (!Number.isFinite(low) || !Number.isFinite(high))
    refuse(`A range has two finite ends, but ${low} and ${high} came.`, details);
  if (low > high) refuse(`The range from ${low} to ${high} is reversed. Give the lower end first.`, details);
  if (log && low <= 0)
    refuse(`A logarithmic range begins above 0, but ${low} came. Raise it, or leave out log.`, details);
  if (log && step !== undefined && step !== 1) refuse('A range has either log or a step, not both.', details);
  if (step !== undefined && !(step > 0 && Number.isFinite(step)))
    refuse(`A step is above 0, but ${step} came.`, details);
}

/**
 * Real numbers.
 *
 * @throws `bad-space` where the range is reversed or infinite, log begins at 0 or below, or the step is not above 0.
 */
export function floatDistribution(low: number, high: number, options: RangeOptions = {}): FloatDistribution {
  checkRange(low, high, options);
  const { log = false, step } = options;
  if (log && step !== undefined) refuse('A range has either log or a step, not both.', { low, high, log, step });
  if (step === undefined) return { type: 'float', low, high, log };
  return { type: 'float', low, high: highestStep(low, high, step), log, step };
}

/**
 * Whole numbers, both ends included.
 *
 * @throws `bad-space` as {@link floatDistribution}, and where an end or the step is not whole.
 */
export function intDistribution(low: number, high: number, options: RangeOptions = {}): IntDistribution {
  checkRange(low, high, options);
  const { log = false, step = 1 } = options;
  if (![low, high, step].every(Number.isSafeInteger)) {
    refuse(`A range of whole numbers has whole ends and a whole step, but ${low}, ${high} and ${step} came.`, {
      low,
      high,
      step,
    });
  }
  return { type: 'int', low, high: low + step * Math.floor((high - low) / step), log, step };
}

/**
 * Values without order.
 *
 * @throws `bad-space` where there is none, or one twice.
 */
export function categoricalDistribution(choices: readonly ParamValue[]): CategoricalDistribution {
  if (choices.length === 0) refuse('A categorical parameter has at least one choice.', {});
  if (new Set(choices).size < choices.length)
    refuse('The choices of a parameter are different from each other.', { choices });
  return { type: 'categorical', choices: [...choices] };
}

/** Whether just one value is possible. */
export function isSingle(distribution: Distribution): boolean {
  if (distribution.type === 'categorical') return distribution.choices.length === 1;
  const { low, high, step } = distribution;
  return low === high || (step !== undefined && high - low < step);
}

/** Whether two distributions are the same in all they say. */
export function sameDistribution(a: Distribution, b: Distribution): boolean {
  if (a.type === 'categorical' || b.type === 'categorical') {
    if (a.type !== b.type) return false;
    const [left, right] = [(a as CategoricalDistribution).choices, (b as CategoricalDistribution).choices];
    return left.length === right.length && left.every((choice, i) => Object.is(choice, right[i]));
  }
  return a.type === b.type && a.low === b.low && a.high === b.high && a.log === b.log && a.step === b.step;
}

/** A value as samplers and storages hold it: a number, and the place of a choice. */
export function toInternal(distribution: Distribution, value: ParamValue): number {
  if (distribution.type !== 'categorical') {
    requireArgument(typeof value === 'number', `A number was expected, but ${JSON.stringify(value)} came.`);
    return value;
  }
  const place = distribution.choices.findIndex((choice) => Object.is(choice, value));
  requireArgument(
    place >= 0,
    () => `${JSON.stringify(value)} is not among the choices ${JSON.stringify(distribution.choices)}.`,
  );
  return place;
}

/** The value that a number of {@link toInternal} stands for. */
export function toExternal(distribution: Distribution, internal: number): ParamValue {
  return distribution.type === 'categorical' ? distribution.choices[internal]! : internal;
}

/** Whether a value lies in a distribution. */
export function contains(distribution: Distribution, value: ParamValue): boolean {
  if (distribution.type === 'categorical') return distribution.choices.some((choice) => Object.is(choice, value));
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  const { low, high, step } = distribution;
  if (value < low || value > high) return false;
  if (step === undefined) return true;
  const steps = (value - low) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-8;
}
