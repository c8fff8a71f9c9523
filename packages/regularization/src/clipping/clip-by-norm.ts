import { mul, type Scalar, sqrt, square, sum, tidy } from '@tensorflow/tfjs-core';
import { type GradientClipping, requireLimit } from './gradient-clipping.js';
import { normFactor } from './norm-factor.js';

/**
 * Scales each tensor whose norm is above the limit down to it, one by one: `g limit / max(|g|, limit)`, |g| = √Σg².
 *
 * @param limit a finite number above 0, or `bad-argument` is thrown. Keras calls it `clipnorm`.
 */
export function clipByNorm(limit: number): GradientClipping {
  requireLimit(limit);
  return Object.freeze({
    name: 'clipByNorm',
    clip: (gradients) => gradients.map((g) => tidy(() => mul(g, normFactor(sqrt(sum(square(g))) as Scalar, limit)))),
    config: () => ({ clipnorm: limit }),
  } satisfies GradientClipping);
}
