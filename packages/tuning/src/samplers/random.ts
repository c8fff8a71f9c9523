import { drawEvenly } from './draw-evenly.js';
import { drawsOf, type SeedOptions } from './draws.js';
import type { Sampler } from './sampler.js';

/**
 * Draws each parameter evenly from its range, without regard to earlier trials.
 *
 * Source: Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).
 */
export function randomSampler(options: SeedOptions = {}): Sampler {
  const draws = drawsOf(options, 'random');
  return {
    name: 'random',
    drawsAhead: options.compat === undefined,
    sampleIndependent: (_, trial, name, distribution) => drawEvenly(distribution, draws(trial, name)),
  };
}
