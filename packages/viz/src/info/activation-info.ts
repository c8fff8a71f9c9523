import { requireArgument } from '@glassbox/core';

/** A function of one number to draw, with its derivative. */
export interface ActivationSpec {
  readonly name: string;
  /** Shown under the title, such as `max(0, x)`. */
  readonly formula?: string | undefined;
  readonly f: (x: number) => number;
  readonly derivative: (x: number) => number;
  /** Default [-6, 6]. */
  readonly domain?: readonly [low: number, high: number];
}

/** One place of a curve; null where the function has no finite value. */
export interface CurvePoint {
  readonly x: number;
  readonly value: number | null;
  readonly slope: number | null;
}

/** The numbers of a function's curve. */
export interface ActivationInfo {
  readonly name: string;
  readonly formula: string | undefined;
  readonly domain: readonly [number, number];
  readonly points: readonly CurvePoint[];
}

const steps = 240;

/** Samples a function and its derivative at 241 even places; a domain that is not two finite numbers in order throws `bad-argument`. */
export function activationInfo({ name, formula, f, derivative, domain = [-6, 6] }: ActivationSpec): ActivationInfo {
  const [low, high] = domain;
  requireArgument(
    Number.isFinite(low) && Number.isFinite(high) && low < high,
    `A domain is [low, high] with low < high, but [${low}, ${high}] came.`,
    { domain },
  );
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const x = low + ((high - low) * step) / steps;
    return { x, value: finite(f(x)), slope: finite(derivative(x)) };
  });
  return { name, formula, domain: [low, high], points };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);
