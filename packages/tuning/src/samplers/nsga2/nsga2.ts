import { requireArgument } from '@glassbox/core';
import type { Uniforms } from '../../math/random-state.js';
import { contains, type Space, toExternal, toInternal } from '../../space/distribution.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { UnitCube } from '../cma-es/unit-cube.js';
import { drawsOf, freshSeed } from '../draws.js';
import { Generations, generationAttributes } from '../generations.js';
import { JointSpace, withoutSingles } from '../joint-space.js';
import { randomSampler } from '../random.js';
import type { RelativeSample, Sampler } from '../sampler.js';
import { simulatedBinary } from './crossover.js';
import { eliteOf, isBetter } from './selection.js';

/** Options of {@link nsga2}; probabilities are from 0 to 1. */
export interface Nsga2Options {
  /** A whole number. Default: one drawn anew, so that no two sweeps are the same. */
  readonly seed?: number;
  /** Trials of a generation, at least 2. Default 50. */
  readonly populationSize?: number;
  /** How likely a parameter is drawn anew. Default: one in the number of parameters. */
  readonly mutationProbability?: number;
  /** How parents are mixed: `'uniform'` takes each parameter from one of them, `'sbx'` numbers from about them. Default `'uniform'`. */
  readonly crossover?: 'uniform' | 'sbx';
  /** How likely parents are mixed; otherwise one is taken as it is. Default 0.9. */
  readonly crossoverProbability?: number;
  /** How likely a parameter is taken from the second parent. Default 0.5. */
  readonly swappingProbability?: number;
}

type Settings = Nsga2Options & Required<Omit<Nsga2Options, 'seed' | 'mutationProbability'>>;

const NAME = 'nsga2';

/**
 * The non-dominated sorting genetic algorithm: each generation descends from the trials that fewest dominate, and of those from the ones with
 * most room around them. For several objectives, constraints, and many trials.
 *
 * Source: Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE TEC 6 (2002); mutation and
 * defaults as Optuna 5 has them.
 *
 * @throws `bad-argument` for options out of range.
 */
export function nsga2(options: Nsga2Options = {}): Sampler {
  const { populationSize = 50, crossoverProbability = 0.9, swappingProbability = 0.5, mutationProbability } = options;
  requireArgument(
    Number.isInteger(populationSize) && populationSize >= 2,
    `A generation has at least 2 trials, but ${populationSize} came.`,
  );
  requireArgument(
    [crossoverProbability, swappingProbability, mutationProbability ?? 0].every((each) => each >= 0 && each <= 1),
    `Probabilities are from 0 to 1, but ${crossoverProbability}, ${swappingProbability} and ${mutationProbability} came.`,
  );
  const crossover = options.crossover ?? 'uniform';
  return new GeneticSampler({ ...options, populationSize, crossoverProbability, swappingProbability, crossover });
}

class GeneticSampler implements Sampler {
  readonly name = NAME;
  /** Only what mutates is drawn when it is asked for, evenly and by its name. */
  readonly drawsAhead = true;
  readonly #options: Settings;
  readonly #even: Sampler;
  readonly #draws;
  readonly #joint = new WeakMap<StudyView, JointSpace>();

  constructor(options: Settings) {
    const { seed = freshSeed() } = options;
    this.#options = options;
    this.#even = randomSampler({ seed });
    this.#draws = drawsOf({ seed }, NAME);
  }

  sampleIndependent(...args: Parameters<Sampler['sampleIndependent']>): number {
    return this.#even.sampleIndependent(...args);
  }

  sampleRelative(study: StudyView, trial: TrialRecord): RelativeSample {
    const lineage = this.#lineageOf(study);
    const parents = (lineage.at(-1) ?? []).map((number) => study.trials[number]!);
    const joint = this.#joint.get(study) ?? new JointSpace();
    this.#joint.set(study, joint);
    const whole = withoutSingles(joint.update(study));
    const params = parents.length > 0 ? this.#child(study, parents, whole, this.#draws(trial)) : {};
    // What mutates is drawn evenly when it is asked for.
    const space = Object.fromEntries(Object.entries(whole).filter(([name]) => name in params));
    return { space, params, attributes: generationAttributes(NAME, lineage) };
  }

  /** What the generations come from, up to the last that there are enough trials for. */
  #lineageOf(study: StudyView): readonly (readonly number[])[] {
    const generations = new Generations(study.trials, NAME);
    const { lineage } = generations;
    const complete = generations.complete(lineage.length);
    if (complete.length < this.#options.populationSize) return lineage;
    const before = (lineage.at(-1) ?? []).map((number) => study.trials[number]!);
    const elite = eliteOf(study, [...complete, ...before], this.#options.populationSize);
    return [...lineage, elite.map(({ number }) => number)];
  }

  #child(study: StudyView, parents: readonly TrialRecord[], space: Space, draws: Uniforms): Record<string, number> {
    const mixed = Object.entries(this.#mixed(study, parents, space, draws));
    const { mutationProbability = 1 / Math.max(1, mixed.length) } = this.#options;
    const kept = mixed.filter(() => draws.uniform() >= mutationProbability);
    // The same once more would tell nothing, so something mutates in any case.
    if (kept.length === mixed.length && isKnown(study, space, kept)) {
      kept.splice(Math.floor(draws.uniform() * kept.length), 1);
    }
    return Object.fromEntries(kept);
  }

  #mixed(study: StudyView, parents: readonly TrialRecord[], space: Space, draws: Uniforms): Record<string, number> {
    const { crossover, crossoverProbability, swappingProbability } = this.#options;
    if (parents.length < 2 || draws.uniform() >= crossoverProbability) return genesOf(anyOf(parents, draws), space);
    const first = betterOfTwo(study, parents, draws);
    const second = betterOfTwo(
      study,
      parents.filter((each) => each !== first),
      draws,
    );
    const [a, b] = [genesOf(first, space), genesOf(second, space)];
    const isShared = (name: string) => name in a && name in b;
    const mixed = Object.keys(space)
      .filter(isShared)
      .map((name) => [name, draws.uniform() < swappingProbability ? b[name]! : a[name]!] as const);
    const params = Object.fromEntries(mixed);
    return crossover === 'sbx' ? { ...params, ...numbersBetween(first, second, space, draws) } : params;
  }
}

/** Whether a trial has or will have just these values. */
function isKnown({ trials }: StudyView, space: Space, child: readonly (readonly [string, number])[]): boolean {
  const values = child.map(([name, value]) => [name, toExternal(space[name]!, value)] as const);
  return trials.some(({ params, proposed }) =>
    values.every(([name, value]) => (params[name] ?? proposed[name]) === value),
  );
}

const anyOf = (trials: readonly TrialRecord[], draws: Uniforms) => trials[Math.floor(draws.uniform() * trials.length)]!;

/** A binary tournament. */
function betterOfTwo(study: StudyView, trials: readonly TrialRecord[], draws: Uniforms): TrialRecord {
  const [a, b] = [anyOf(trials, draws), anyOf(trials, draws)];
  return isBetter(study, a, b) ? a : b;
}

/** What a trial has that the space still offers. */
function genesOf({ params }: TrialRecord, space: Space): Record<string, number> {
  const entries = Object.entries(space).filter(([name, range]) => contains(range, params[name] ?? null));
  return Object.fromEntries(entries.map(([name, range]) => [name, toInternal(range, params[name] ?? null)]));
}

function numbersBetween(a: TrialRecord, b: TrialRecord, space: Space, draws: Uniforms): Record<string, number> {
  const numbers = Object.fromEntries(Object.entries(space).filter(([, { type }]) => type !== 'categorical'));
  const cube = new UnitCube(numbers, false);
  return cube.paramsOf(simulatedBinary(cube.pointOf(a.params), cube.pointOf(b.params), draws));
}
