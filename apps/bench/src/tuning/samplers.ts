import { bayesian, quasiRandom, randomSampler, type Sampler, tpe } from '@glassbox/tuning';

/** The samplers that are compared, by the names that results have. */
export const SAMPLERS: Readonly<Record<string, (seed: number) => Sampler>> = {
  random: (seed) => randomSampler({ seed }),
  'quasi-random': (seed) => quasiRandom({ seed }),
  bayesian: (seed) => bayesian({ seed }),
  'bayesian-plain': (seed) => bayesian({ seed, plain: true }),
  tpe: (seed) => tpe({ seed }),
  'tpe-compat': (seed) => tpe({ seed, compat: 'optuna' }),
  'tpe-univariate': (seed) => tpe({ seed, multivariate: false }),
};
