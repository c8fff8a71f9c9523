import { type Random, random } from '@glassbox/core';
import { RandomState, type Uniforms } from '../math/random-state.js';

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
export type Draws = (trial: number, ...labels: string[]) => Uniforms;

/** The draws of a sampler; in Optuna's order they are all from one stream. */
export function drawsOf({ seed = freshSeed(), compat }: SeedOptions, purpose: string): Draws {
  if (compat === 'optuna') {
    const state = new RandomState(seed);
    return () => state;
  }
  const stream: Random = random(seed, 'sampler', purpose);
  return (trial, ...labels) => stream.fork(trial, ...labels);
}

/** A seed that no other sampler has. */
export const freshSeed = (): number => Math.floor(Math.random() * 2 ** 32);
