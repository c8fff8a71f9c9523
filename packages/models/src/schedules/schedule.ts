import { requireArgument } from '@glassbox/core';

/**
 * A learning rate that depends on the step and on nothing else, so that a resumed run finds it where it was. Any object with a name and
 * a function serves.
 *
 * @example
 * const halving: Schedule = { name: 'halving', rate: (step) => 0.1 * 0.5 ** Math.floor(step / 1000) };
 */
export interface Schedule {
  readonly name: string;
  /** The rate of the step after `step` steps, 0 for the first: a finite number of at least 0. */
  rate(step: number): number;
  /** Keras's class name and configuration, for saved models; a schedule without it is saved as the rate it starts with. */
  readonly keras?: { readonly className: string; readonly config: Readonly<Record<string, unknown>> };
}

/** Where a rate starts: what most schedules take. */
export interface InitialRate {
  /** The rate of the first step, a finite number above 0. */
  readonly initialLearningRate: number;
}

/** Throws `bad-argument` unless the value is a finite number above 0. */
export function requirePositive(name: string, value: number): void {
  requireArgument(value > 0 && Number.isFinite(value), `${name} is a finite number above 0, but ${value} came.`);
}

/** Throws `bad-argument` unless the value is a finite number of at least 0. */
export function requireNotNegative(name: string, value: number): void {
  requireArgument(value >= 0 && Number.isFinite(value), `${name} is a finite number of at least 0, but ${value} came.`);
}

/** Throws `bad-argument` unless the value is a whole number of at least `least`. */
export function requireWhole(name: string, value: number, least = 1): void {
  requireArgument(
    Number.isInteger(value) && value >= least,
    `${name} is a whole number of at least ${least}, but ${value} came.`,
  );
}
