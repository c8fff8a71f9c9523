import { GlassboxError, requireArgument } from '@glassbox/core';
import type { Space } from '../../space/distribution.js';
import { type StudyView, signOf, type TrialRecord } from '../../study/trial-record.js';
import { drawsOf, freshSeed } from '../draws.js';
import { Generations, generationAttributes, type Parents } from '../generations.js';
import { JointSpace, withoutSingles } from '../joint-space.js';
import { randomSampler } from '../random.js';
import type { RelativeSample, Sampler } from '../sampler.js';
import type { Solution } from './evolution.js';
import { Run } from './run.js';
import { UnitCube } from './unit-cube.js';

/** Options of {@link cmaEs}. */
export interface CmaEsOptions {
  /** A whole number. Default: one drawn anew, so that no two sweeps are the same. */
  readonly seed?: number;
  /** Complete trials before the strategy begins, drawn by `independent`. Default 1, which it needs to know the space. */
  readonly startupTrials?: number;
  /** Trials of a generation, at least 2. Default 4 and thrice the logarithm of the number of parameters. */
  readonly populationSize?: number;
  /** Standard deviation at first, as a share of each range, above 0. Default 1/6. */
  readonly sigma?: number;
  /** Whether values of parameters with steps are kept from being settled on too early. Default true. */
  readonly margin?: boolean;
  /** `'ipop'` begins anew from a random point where nothing more is found, with generations twice as large. Default: goes on. */
  readonly restart?: 'ipop';
  /** Draws choices, and parameters that not all trials have. Default: evenly. */
  readonly independent?: Sampler;
}

/** Begins the keys of what is kept beside a trial. */
const NAME = 'cma-es';
const POINT = `${NAME}:point`;

/** What of a study belongs to one space. */
interface Memory {
  readonly cube: UnitCube;
  readonly run: Run;
  /** What the run was told, generation by generation. */
  readonly lineage: Parents[];
}

/**
 * The evolution strategy with covariance matrix adaptation: a normal distribution that learns from each generation where to go, how far and in
 * which directions. For numbers that all trials have; good at many trials, and where parameters depend on each other.
 *
 * Each trial keeps which ones its generation comes from, so the strategy is the same after a stop, and for several workers.
 *
 * Sources: Hansen, arXiv 1604.00772; with steps: Hamano, Saito, Nomura and Shirakawa, GECCO 2022; restarts: Auger and Hansen, CEC 2005.
 *
 * @throws `bad-argument` for options out of range; `several-objectives` when a trial of a study with several begins.
 */
export function cmaEs(options: CmaEsOptions = {}): Sampler {
  const { startupTrials = 1, populationSize, sigma = 1 / 6 } = options;
  requireArgument(
    Number.isInteger(startupTrials) && startupTrials >= 0,
    `startupTrials is a whole number, but ${startupTrials} came.`,
  );
  requireArgument(
    populationSize === undefined || (Number.isInteger(populationSize) && populationSize >= 2),
    `A generation has at least 2 trials, but ${populationSize} came.`,
  );
  requireArgument(sigma > 0 && Number.isFinite(sigma), `sigma is above 0, but ${sigma} came.`);
  return new CmaEsSampler({ ...options, startupTrials, sigma });
}

class CmaEsSampler implements Sampler {
  readonly name = NAME;
  readonly drawsAhead: boolean;
  readonly #options: CmaEsOptions & { readonly startupTrials: number; readonly sigma: number };
  readonly #independent: Sampler;
  readonly #draws;
  readonly #joint = new WeakMap<StudyView, JointSpace>();
  readonly #memories = new WeakMap<StudyView, Memory>();

  constructor(options: CmaEsOptions & { readonly startupTrials: number; readonly sigma: number }) {
    const { seed = freshSeed(), independent = randomSampler({ seed }) } = options;
    this.#options = options;
    this.#independent = independent;
    this.#draws = drawsOf({ seed }, NAME);
    this.drawsAhead = independent.drawsAhead === true;
  }

  sampleIndependent(...args: Parameters<Sampler['sampleIndependent']>): number {
    return this.#independent.sampleIndependent(...args);
  }

  sampleRelative(study: StudyView, trial: TrialRecord): RelativeSample | undefined {
    if (study.directions.length > 1) {
      throw new GlassboxError(
        'several-objectives',
        `CMA-ES is for one objective, but study '${study.name}' has ${study.directions.length}. See nsga2 and tpe.`,
      );
    }
    const space = this.#spaceOf(study);
    const complete = study.trials.filter(({ state }) => state === 'complete').length;
    if (Object.keys(space).length === 0 || complete < this.#options.startupTrials) return undefined;
    const { cube, run, lineage } = this.#current(study, space);
    const { point, tried } = run.draw(this.#draws(trial));
    return {
      space,
      params: cube.paramsOf(tried),
      attributes: {
        ...generationAttributes(NAME, lineage),
        ...(cube.grids.length > 0 && { [POINT]: [...point] }),
      },
    };
  }

  /** Numbers that all results have. */
  #spaceOf(study: StudyView): Space {
    const joint = this.#joint.get(study) ?? new JointSpace();
    this.#joint.set(study, joint);
    const entries = Object.entries(withoutSingles(joint.update(study)));
    return Object.fromEntries(entries.filter(([, { type }]) => type !== 'categorical'));
  }

  /** The last generation that there are enough trials for. */
  #current(study: StudyView, space: Space): Memory {
    const names = Object.keys(space).join();
    const generations = new Generations(study.trials, NAME, ({ proposed }) => Object.keys(proposed).join() === names);
    const memory = this.#memoryOf(study, space, generations.lineage);
    const { lineage, run, cube } = memory;
    const complete = generations.complete(lineage.length);
    if (complete.length >= run.population) {
      lineage.push(complete.slice(0, run.population).map(({ number }) => number));
      run.tell(lineage.at(-1)!.map((number) => solutionOf(study, cube, number)));
    }
    return memory;
  }

  /** What was told before, and then what the trials say; anew in another space, or where another worker was first to begin a generation. */
  #memoryOf(study: StudyView, space: Space, lineage: readonly Parents[]): Memory {
    const known = this.#memories.get(study);
    const isSame =
      known?.cube.names.join() === Object.keys(space).join() &&
      known.lineage.every((parents, i) => parents.join() === lineage[i]?.join());
    const memory = isSame ? known : this.#begin(space);
    this.#memories.set(study, memory);
    for (const parents of lineage.slice(memory.lineage.length)) {
      memory.run.tell(parents.map((number) => solutionOf(study, memory.cube, number)));
      memory.lineage.push(parents);
    }
    return memory;
  }

  #begin(space: Space): Memory {
    const { populationSize: population, sigma, restart, margin = true } = this.#options;
    const cube = new UnitCube(space, margin);
    const options = { sigma, growth: restart === 'ipop' ? 2 : 1, ...(population && { population }) };
    return {
      cube,
      run: new Run(cube, options, (times) => this.#draws({ number: -1 }, 'restart', String(times))),
      lineage: [],
    };
  }
}

/** A trial as the strategy is told of it: by what was drawn, unless it was run with something else. */
function solutionOf(study: StudyView, cube: UnitCube, number: number): Solution {
  const { params, proposed, values, systemAttributes } = study.trials[number]!;
  const point = systemAttributes[POINT] as readonly number[] | undefined;
  const isAsDrawn = cube.names.every((name) => params[name] === proposed[name]);
  return {
    point: point && isAsDrawn ? Float64Array.from(point) : cube.pointOf(params),
    loss: signOf(study) * values![0]!,
  };
}
