import { erfc } from '../../math/error-function.js';
import { LOG_ROOT_2_PI, logNormalCumulative } from '../../math/normal.js';
import { exp, log } from '../../math/portable.js';
import { erfcx } from '../../math/scaled-error-function.js';

const ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
/** Below, phi and Phi underflow or cancel, and their ratio to phi is what is computed. */
const TAIL = -25;
/** Below, even that cancels, and the asymptotic series is precise. */
const FAR_TAIL = -1e3;

/** A logarithm with what it changes by. */
export interface LogValue {
  readonly value: number;
  /** By the mean, and by the standard deviation. */
  readonly byMean: number;
  readonly byDeviation: number;
}

/** `h(z) / phi(z)` and `Phi(z) / phi(z)` for z below 0, where `h(z) = phi(z) + z Phi(z)`. */
function tailRatios(z: number): [improvement: number, cumulative: number] {
  if (z < FAR_TAIL) return [(1 - 3 / (z * z)) / (z * z), (1 / (z * z) - 1) / z];
  const cumulative = ROOT_HALF_PI * erfcx(-z * Math.SQRT1_2);
  return [1 + z * cumulative, cumulative];
}

/**
 * The logarithm of the expected improvement of a normal variable over a threshold, `ln(sigma h(z))` with `z = (mean - threshold) / sigma`.
 *
 * Source: Ament, Daulton, Eriksson, Balandat and Bakshy, NeurIPS 2023 (arXiv 2310.20708), eq. 9.
 */
export function logExpectedImprovement(mean: number, deviation: number, threshold: number): LogValue {
  const z = (mean - threshold) / deviation;
  const logDensity = -0.5 * z * z - LOG_ROOT_2_PI;
  if (z < TAIL) {
    const [improvement, cumulative] = tailRatios(z);
    const value = logDensity + log(improvement) + log(deviation);
    return { value, byMean: cumulative / improvement / deviation, byDeviation: 1 / improvement / deviation };
  }
  const density = exp(logDensity);
  const cumulative = 0.5 * erfc(-z * Math.SQRT1_2);
  const improvement = density + z * cumulative;
  return {
    value: log(improvement) + log(deviation),
    byMean: cumulative / (improvement * deviation),
    byDeviation: density / (improvement * deviation),
  };
}

/** The logarithm of the probability that a normal variable is at least a threshold. */
export function logProbabilityOfImprovement(mean: number, deviation: number, threshold: number): LogValue {
  const z = (mean - threshold) / deviation;
  const value = logNormalCumulative(z);
  const hazard = z < 0 ? 1 / tailRatios(z)[1] : exp(-0.5 * z * z - LOG_ROOT_2_PI - value);
  return { value, byMean: hazard / deviation, byDeviation: (-z * hazard) / deviation };
}
