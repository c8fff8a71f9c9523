import { log } from '../../math/portable.js';
import type { KernelParams } from './kernel.js';

/** Least variance of noise, which keeps the covariance positive definite. */
export const LEAST_NOISE = 1e-6;

/** Where fits begin: with much noise, and with little; mostly additive, and mostly not. The likelihood may have a peak near each. */
export const initialParams = (axes: number, isAdditive: boolean): readonly KernelParams[] => [
  { inverseSquares: new Float64Array(axes).fill(1), scale: 1, noise: 1, additive: isAdditive ? 0.8 : 0 },
  { inverseSquares: new Float64Array(axes).fill(4), scale: 1, noise: 1e-2, additive: isAdditive ? 0.2 : 0 },
];

/** Standard deviation of the logit of the additive share, whose prior is normal about a half. */
const LOGIT_DEVIATION = 3;

export const logit = (share: number): number => log(share / (1 - share));

/**
 * The logarithm of the prior density of a kernel's parameters, up to a constant: `Σ -(0.1 / λ + 0.1 λ)` of the inverse squares λ, Gamma(2, 1) of
 * the scale, Gamma(1.1, 30) of the noise, which are Optuna 5's; and of the logit of the additive share, where there is one, Normal(0, 3²).
 *
 * @param gradient to which its derivatives are added: by the logarithms of the inverse squares, of the scale, and of the noise above the least,
 * and by the logit.
 */
export function logPrior({ inverseSquares, scale, noise, additive }: KernelParams, gradient: Float64Array): number {
  const axes = inverseSquares.length;
  let sum = log(scale) - scale + 0.1 * log(noise) - 30 * noise;
  inverseSquares.forEach((square, i) => {
    sum -= 0.1 / square + 0.1 * square;
    gradient[i]! += 0.1 / square - 0.1 * square;
  });
  gradient[axes]! += 1 - scale;
  gradient[axes + 1]! += (0.1 / noise - 30) * (noise - LEAST_NOISE);
  if (additive === 0) return sum;
  const z = logit(additive) / LOGIT_DEVIATION;
  gradient[axes + 2]! -= z / LOGIT_DEVIATION;
  return sum - 0.5 * z * z;
}
