import { type Random, random, requireArgument } from '@glassbox/core';
import { log } from '../math/portable.js';
import type { StudyView } from '../study/trial-record.js';
import { drawEvenly } from './draw-evenly.js';
import { drawsOf, freshSeed, type SeedOptions } from './draws.js';
import { evenPoints } from './even-points.js';
import { JointSpace, withoutSingles } from './joint-space.js';
import type { Sampler } from './sampler.js';

/** Options of {@link quasiRandom}. */
export interface QuasiRandomOptions extends Pick<SeedOptions, 'seed'> {
  /** Which points. Default `'sobol'`: along the first 64 parameters, and by chance along further ones. */
  readonly sequence?: 'sobol' | 'halton';
}

/** How far on in the sequence the point is that a trial gets where its own breaks a rule. */
const REDRAW = 2 ** 20;

/** The first primes, as many as asked for. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/**
 * Element `index` of the van der Corput sequence in a base: its digits behind the point, the last first, each exchanged by a permutation of its
 * place. In [0, 1).
 */
function scrambledInverse(index: number, base: number, seed: number): number {
  const places = Math.ceil((53 * Math.LN2) / log(base));
  let [value, unit, rest] = [0, 1 / base, index];
  for (let place = 0; place < places; place++) {
    const digits = random(seed, 'halton', base, place).permutation(base);
    value += digits[rest % base]! * unit;
    rest = Math.floor(rest / base);
    unit /= base;
  }
  return Math.min(value, 1 - 2 ** -53);
}

/** Point `index` of a sequence, a number in [0, 1) for each axis. */
type Sequence = (axes: number, index: number) => ArrayLike<number>;

const sequences: Record<NonNullable<QuasiRandomOptions['sequence']>, (seed: number) => Sequence> = {
  sobol: (seed) => {
    const draws: Random = random(seed, 'sampler', 'sobol');
    return (axes, index) => evenPoints(axes, draws)(index);
  },
  halton: (seed) => (axes, index) => primes(axes).map((base) => scrambledInverse(index, base, seed)),
};

/**
 * Spreads trials over the space more evenly than chance does: a randomised Sobol or Halton sequence over the parameters that all trials so far have,
 * an axis for each in order of their names. The first trial, and parameters of branches, are drawn evenly.
 *
 * Sources: Sobol, USSR Comput. Math. 7 (1967), scrambled after Matoušek, J. Complexity 14 (1998); Halton, Numer. Math. 2 (1960), with random
 * permutations of the digits after Owen, arXiv 1706.02808.
 *
 * @throws `bad-argument` for another sequence.
 */
export function quasiRandom({ seed = freshSeed(), sequence = 'sobol' }: QuasiRandomOptions = {}): Sampler {
  requireArgument(sequence in sequences, `sequence is 'sobol' or 'halton', but ${JSON.stringify(sequence)} came.`);
  const pointOf = sequences[sequence](seed);
  const draws = drawsOf({ seed }, 'quasi-random');
  const spaces = new WeakMap<StudyView, JointSpace>();
  return {
    name: 'quasi-random',
    drawsAhead: true,
    sampleIndependent: (_, trial, name, distribution) => drawEvenly(distribution, draws(trial, name)),
    sampleRelative(study, { number, redraw = 0 }) {
      const joint = spaces.get(study) ?? new JointSpace();
      spaces.set(study, joint);
      const space = withoutSingles(joint.update(study));
      const entries = Object.entries(space);
      if (entries.length === 0) return undefined;
      const point = pointOf(entries.length, number + redraw * REDRAW);
      const params = entries.map(([name, distribution], i) => {
        const share = point[i]!;
        if (distribution.type === 'categorical') return [name, Math.floor(share * distribution.choices.length)];
        return [name, drawEvenly(distribution, { uniform: () => share })];
      });
      return { space, params: Object.fromEntries(params) as Record<string, number> };
    },
  };
}
