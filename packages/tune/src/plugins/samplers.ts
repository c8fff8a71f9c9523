import { GlassboxError } from '@glassbox/core';
import {
  type BayesianOptions,
  bayesian,
  type CmaEsOptions,
  cmaEs,
  type GridSpace,
  grid,
  type Nsga2Options,
  nsga2,
  type QuasiRandomOptions,
  quasiRandom,
  randomSampler,
  type Sampler,
  type SearchSpace,
  type SeedOptions,
  type TpeOptions,
  tpe,
} from '@glassbox/tuning';
import type { Plugin, PluginExamples, PluginOptions, Plugins } from './plugin.js';

/** What a sampler is made with besides its own options. */
export interface SamplerContext {
  readonly seed: number;
  /** For those that need to know all values beforehand. */
  readonly space: GridSpace | SearchSpace | undefined;
}

/** Of one that takes a seed. */
const seeded = <T extends SeedOptions>(make: (options: T) => Sampler, options: PluginExamples = {}) => ({
  options,
  make: (given: PluginOptions, { seed }: SamplerContext) => make({ seed, ...given } as T),
});

const gridPlugin: Plugin<Sampler, SamplerContext> = {
  options: {},
  make(_, { space }) {
    if (space) return grid(space);
    throw new GlassboxError(
      'bad-usage',
      `The sampler 'grid' needs values to combine: --space '{"units":[32,64]}', or a space in the objective's study.`,
    );
  },
};

/** The samplers by name. */
export const samplers: Plugins<Sampler, SamplerContext> = {
  kind: 'sampler',
  table: {
    tpe: seeded<TpeOptions>(tpe, {
      startupTrials: 10,
      candidates: 24,
      multivariate: true,
      group: false,
      constantLiar: true,
    }),
    random: seeded(randomSampler),
    'quasi-random': seeded<QuasiRandomOptions>(quasiRandom, { sequence: ['sobol', 'halton'] }),
    bayesian: seeded<BayesianOptions>(bayesian, { startupTrials: 10, deterministic: false }),
    'cma-es': seeded<CmaEsOptions>(cmaEs, {
      startupTrials: 1,
      populationSize: 10,
      sigma: 0.2,
      margin: false,
      restart: ['ipop'],
    }),
    nsga2: seeded<Nsga2Options>(nsga2, {
      populationSize: 50,
      mutationProbability: 0.1,
      crossover: ['uniform', 'sbx'],
      crossoverProbability: 0.9,
      swappingProbability: 0.5,
    }),
    grid: gridPlugin,
  },
  aliases: { qmc: 'quasi-random', gp: 'bayesian', cmaes: 'cma-es', 'nsga-ii': 'nsga2' },
};
