import { requireArgument } from '@glassbox/core';
import { type Elementary, numpyRounding, portableRounding } from '../../math/numpy-rounding.js';
import type { Uniforms } from '../../math/random-state.js';
import type { Distribution, Space } from '../../space/distribution.js';
import type { StudyView, TrialRecord } from '../../study/trial-record.js';
import { drawEvenly } from '../draw-evenly.js';
import { drawsOf, type SeedOptions } from '../draws.js';
import { GroupedSpace, JointSpace, withoutSingles } from '../joint-space.js';
import type { RelativeSample, Sampler } from '../sampler.js';
import { type Half, Observations } from './observations.js';
import { ParzenEstimator } from './parzen-estimator.js';
import { Ranking } from './ranking.js';
import { Scratch } from './scratch.js';

/** Options of {@link tpe}. */
export interface TpeOptions extends SeedOptions {
  /** Results that are drawn evenly before the model begins. Default 10. */
  readonly startupTrials?: number;
  /** Candidates drawn from the better half for each decision. Default 24. */
  readonly candidates?: number;
  /** Whether parameters are modelled together. Default: where there is a single objective. */
  readonly multivariate?: boolean;
  /** Whether parameters of branches are modelled together, in groups that occur together; implies `multivariate`. Default false. */
  readonly group?: boolean;
  /** Whether running trials count as bad ones, so that workers keep apart. Default true. */
  readonly constantLiar?: boolean;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/**
 * The tree-structured Parzen estimator: models where the better tenth of the results lies and where the others do, draws candidates from
 * the first model, and takes the one with the largest ratio of the two densities.
 *
 * Sources: Bergstra, Bardenet, Bengio and Kegl, NeurIPS 2011; Falkner, Klein and Hutter, ICML 2018 (jointly modelled parameters); Watanabe,
 * arXiv 2304.11127. As Optuna 5 has it, decision for decision with `compat: 'optuna'`.
 *
 * @throws `bad-argument` where `startupTrials` or `candidates` is not a whole number, or `group` comes with `multivariate: false`.
 */
export function tpe(options: TpeOptions = {}): Sampler {
  const { startupTrials = 10, candidates = 24, group = false, multivariate, constantLiar = true } = options;
  requireArgument(
    Number.isInteger(startupTrials) && startupTrials >= 0,
    `startupTrials is a whole number, but ${startupTrials} came.`,
  );
  requireArgument(Number.isInteger(candidates) && candidates >= 1, `candidates is at least 1, but ${candidates} came.`);
  requireArgument(
    multivariate !== false || !group,
    'Groups are modelled jointly. Leave out multivariate: false, or group.',
  );
  return new TreeParzenSampler({ ...options, startupTrials, candidates, group, constantLiar });
}

/** What is remembered of a study, so that it is not gone through anew for each trial. */
interface Memory {
  readonly ranking: Ranking;
  readonly joint: JointSpace;
  readonly grouped: GroupedSpace;
  readonly observations: Observations;
  readonly scratch: Scratch;
}

type Settings = TpeOptions & Required<Omit<TpeOptions, keyof SeedOptions | 'multivariate'>>;

class TreeParzenSampler implements Sampler {
  readonly name = 'tpe';
  readonly drawsAhead: boolean;
  readonly #options: Settings;
  readonly #elementary: Elementary;
  readonly #evenDraws;
  readonly #modelDraws;
  readonly #studies = new WeakMap<StudyView, Memory>();

  constructor(options: Settings) {
    this.#options = options;
    this.drawsAhead = options.compat === undefined;
    this.#elementary = options.compat === 'optuna' ? numpyRounding : portableRounding;
    this.#evenDraws = drawsOf(options, 'random');
    this.#modelDraws = drawsOf(options, 'tpe');
  }

  sampleRelative(study: StudyView, trial: TrialRecord): RelativeSample | undefined {
    const { group, multivariate = group || study.directions.length === 1 } = this.#options;
    if (!multivariate) return undefined;
    const groups = this.#groupsOf(study).map(withoutSingles);
    if (!this.#isReady(study)) return undefined;
    const samples = groups
      .filter((space) => Object.keys(space).length > 0)
      .map((space) => ({ space, params: this.#propose(study, trial, space) }));
    if (samples.length === 0) return undefined;
    return {
      space: Object.assign({}, ...samples.map(({ space }) => space)) as Space,
      params: Object.assign({}, ...samples.map(({ params }) => params)) as Record<string, number>,
    };
  }

  sampleIndependent(study: StudyView, trial: TrialRecord, name: string, distribution: Distribution): number {
    if (!this.#isReady(study)) return drawEvenly(distribution, this.#evenDraws(trial, name));
    return this.#propose(study, trial, { [name]: distribution })[name]!;
  }

  #isReady(study: StudyView): boolean {
    return this.#memoryOf(study).ranking.update(study) >= this.#options.startupTrials;
  }

  #groupsOf(study: StudyView): readonly Space[] {
    const { joint, grouped } = this.#memoryOf(study);
    return this.#options.group ? grouped.update(study) : [joint.update(study)];
  }

  #memoryOf(study: StudyView): Memory {
    const known = this.#studies.get(study);
    if (known) return known;
    const memory = {
      ranking: new Ranking(),
      joint: new JointSpace(),
      grouped: new GroupedSpace(),
      observations: new Observations(),
      scratch: new Scratch(),
    };
    this.#studies.set(study, memory);
    return memory;
  }

  /**
   * Trials in two halves, each in order of their numbers. Running ones are not among the better, so that several workers do not all go to the
   * same place.
   */
  #split(study: StudyView, own: number): Readonly<Record<Half, TrialRecord[]>> {
    const better = this.#memoryOf(study).ranking.better(study.directions.length);
    const halves: Record<Half, TrialRecord[]> = { below: [], above: [] };
    for (const trial of study.trials) {
      const { state, number } = trial;
      const isOther = this.#options.constantLiar && state === 'running' && number !== own;
      if (state === 'complete' || state === 'pruned' || isOther) {
        (better.has(number) ? halves.below : halves.above).push(trial);
      }
    }
    return halves;
  }

  /** The candidate that the better trials favour most over the others. */
  #propose(study: StudyView, trial: TrialRecord, space: Space): Record<string, number> {
    const { observations, scratch } = this.#memoryOf(study);
    const halves = this.#split(study, trial.number);
    scratch.clear();
    const estimatorOf = (half: Half, ages: boolean) =>
      new ParzenEstimator(space, observations.columns(halves[half], space, half, scratch), {
        elementary: this.#elementary,
        ages,
        scratch,
      });
    const better = estimatorOf('below', study.directions.length === 1);
    const others = estimatorOf('above', true);
    const draws: Uniforms = this.#modelDraws(trial, ...Object.keys(space));
    const samples = better.sample(draws, this.#options.candidates);
    const otherDensities = others.logDensities(samples);
    const ratios = better.logDensities(samples).map((density, i) => density - otherDensities[i]!);
    const best = indexOfLargest(ratios);
    return Object.fromEntries(Object.keys(space).map((name, i) => [name, samples[i]![best]!]));
  }
}
