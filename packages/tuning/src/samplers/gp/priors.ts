import { log } from '../../math/portable.js';
import type { KernelParams } from './kernel.js';

/** Least variance of noise, which keeps the covariance positive definite. */
export const LEAST_NOISE = 1e-6;

/** Where fits begin: with much noise, and with little; the likelihood may have a peak near each. */
export const initialParams = (axes: number): readonly KernelParams[] => [
  { inverseSquares: new Float64Array(axes).fill(1), scale: 1, noise: 1 },
  { inverseSquares: new Float64Array(axes).fill(4), scale: 1, noise: 1e-2 },
];

/**
 * The logarithm of the prior density of a kernel's parameters, up to a constant: `Σ -(0.1 / λ + 0.1 λ)` of the inverse squares λ, Gamma(2, 1) of
 * the scale, Gamma(1.1, 30) of the noise. It is that of Optuna 5.
 *
 * @param gradient to which its derivatives are added: by the logarithms of the inverse squares, of the scale, and of the noise above the least.
 */
export function logPrior({ inverseSquares, scale, noise }: KernelParams, gradient: Float64Array): number {
  const axes = inverseSquares.length;
  let sum = log(scale) - scale + 0.1 * log(noise) - 30 * noise;
  inverseSquares.forEach((square, i) => {
    sum -= 0.1 / square + 0.1 * square;
    gradient[i]! += 0.1 / square - 0.1 * square;
  });
  gradient[axes]! += 1 - scale;
  gradient[axes + 1]! += (0.1 / noise - 30) * (noise - LEAST_NOISE);
  return sum;
}
