import { addN, mul, type Scalar, sqrt, square, sum, tidy } from '@tensorflow/tfjs-core';
import { type GradientClipping, requireLimit } from './gradient-clipping.js';
import { normFactor } from './norm-factor.js';

/**
 * Scales all gradients by one factor where their joint norm is above the limit, which keeps the direction of the step:
 * `g_i limit / max(n, limit)` with `n = √Σ_i |g_i|²`. One gradient that is not finite makes all of them NaN.
 *
 * @param limit a finite number above 0, or `bad-argument` is thrown. Keras calls it `global_clipnorm`.
 * Source: Pascanu, Mikolov, Bengio, ICML 2013, arXiv 1211.5063.
 */
export function clipByGlobalNorm(limit: number): GradientClipping {
  requireLimit(limit);
  return Object.freeze({
    name: 'clipByGlobalNorm',
    clip: (gradients) =>
      tidy(() => {
        if (gradients.length === 0) return [];
        const norm = sqrt(addN(gradients.map((g) => sum(square(g))))) as Scalar;
        const factor = normFactor(norm, limit);
        return gradients.map((g) => mul(g, factor));
      }),
    config: () => ({ global_clipnorm: limit }),
  } satisfies GradientClipping);
}
