import { type Random, random } from '@glassbox/core';
import { RandomState, type Uniforms } from '../math/random-state.js';
import type { TrialRecord } from '../study/trial-record.js';

/** Options of samplers that draw. */
export interface SeedOptions {
  /** A whole number. Default: one drawn anew, so that no two sweeps are the same. */
  readonly seed?: number;
  /**
   * `'optuna'` draws from numpy's generator in Optuna's order, so that the decisions are the same as Optuna's, number for number. They then
   * depend on what the sampler drew before. Default: a stream for each trial and parameter, so that a resumed study goes on as the one that
   * was never stopped.
   */
  readonly compat?: 'optuna';
}

/** Opens the numbers for one decision of a sampler. */
export type Draws = (trial: Pick<TrialRecord, 'number' | 'redraw'>, ...labels: string[]) => Uniforms;

/** The draws of a sampler; in Optuna's order they are all from one stream. */
export function drawsOf({ seed = freshSeed(), compat }: SeedOptions, purpose: string): Draws {
  if (compat === 'optuna') {
    const state = new RandomState(seed);
    return () => state;
  }
  const stream: Random = random(seed, 'sampler', purpose);
  return ({ number, redraw = 0 }, ...labels) =>
    redraw === 0 ? stream.fork(number, ...labels) : stream.fork(number, 'redraw', redraw, ...labels);
}

/** A seed that no other sampler has. */
export const freshSeed = (): number => Math.floor(Math.random() * 2 ** 32);
