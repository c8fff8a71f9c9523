import { quasiRandom, randomSampler, type Sampler, tpe } from '@glassbox/tuning';

/** The samplers that are compared, by the names that results have. */
export const SAMPLERS: Readonly<Record<string, (seed: number) => Sampler>> = {
  random: (seed) => randomSampler({ seed }),
  'quasi-random': (seed) => quasiRandom({ seed }),
  tpe: (seed) => tpe({ seed }),
  'tpe-univariate': (seed) => tpe({ seed, multivariate: false }),
};
