import { erf, erfc } from './error-function.js';
import { type Elementary, portableRounding } from './numpy-rounding.js';
import { exp, log, log1p } from './portable.js';
import { erfcx } from './scaled-error-function.js';

const { sqrt, abs } = Math;
const ROOT_2 = Math.SQRT2;
/** `ln sqrt(2 pi)`. */
export const LOG_ROOT_2_PI = 0.9189385332046727;

/** Standard deviations beyond which the distribution function is 0 and 1 to a double. */
export const FAR = 8.5;

/** `Phi(x)`, precise in both tails. */
export function normalCumulative(x: number): number {
  const z = x / ROOT_2;
  if (z < -1 / ROOT_2) return 0.5 * erfc(-z);
  return z < 1 / ROOT_2 ? 0.5 + 0.5 * erf(z) : 1 - 0.5 * erfc(z);
}

/** `ln Phi(x)`, the logarithm of the standard normal distribution function, precise in both tails. */
export function logNormalCumulative(x: number): number {
  if (x > 6) return -normalCumulative(-x);
  return x > -20 ? log(normalCumulative(x)) : -0.5 * x * x + log(0.5 * erfcx(-x / ROOT_2));
}

/** `Phi(x)` to within rounding of 1, which is enough where a mass is taken from 1. */
const aboutCumulative = (x: number) => (x < -FAR ? 0 : 0.5 + 0.5 * erf(x / ROOT_2));

/** `ln(e^p - e^q)` for p > q. */
const logDifference = (p: number, q: number, rounding: Elementary) => p + rounding.log1p(-rounding.exp(q - p));

/** `ln(e^p + e^q)`. */
function logSum(p: number, q: number): number {
  const [high, low] = p > q ? [p, q] : [q, p];
  return high === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}

/** `ln(Phi(b) - Phi(a))` for a < b, computed in the tail where both lie so that nothing cancels. */
export function logNormalMass(a: number, b: number, rounding: Elementary = portableRounding): number {
  if (b <= 0) return logDifference(logNormalCumulative(b), logNormalCumulative(a), rounding);
  if (a > 0) return logDifference(logNormalCumulative(-a), logNormalCumulative(-b), rounding);
  return rounding.log1p(-aboutCumulative(a) - aboutCumulative(-b));
}

/** `1 - e^y` for y from -1e-2 to 0, by its series. */
const oneLessExp = (y: number) =>
  -y * (1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + (y / 5) * (1 + (y / 6) * (1 + y / 7))))));

/**
 * The x whose {@link logNormalCumulative} is y < 0.
 *
 * Newton's method in the logarithm, from the tail's asymptote or from the logistic curve that is close to Phi in the middle; near y = 0
 * in the other tail.
 */
function inverseLogCumulative(y: number): number {
  const isFlipped = y > -1e-2;
  const target = isFlipped ? log(oneLessExp(y)) : y;
  let x = target < -5 ? -sqrt(-2 * (target + LOG_ROOT_2_PI)) : (-sqrt(3) / Math.PI) * log(exp(-target) - 1);
  for (let i = 0; i < 100; i++) {
    const value = logNormalCumulative(x);
    const change = (value - target) * exp(value + 0.5 * x * x + LOG_ROOT_2_PI);
    x -= change;
    if (abs(change) < 1e-9 * abs(x)) break;
  }
  return isFlipped ? -x : x;
}

/**
 * Quantile of a standard normal that is cut to [a, b]: the x below which a share `q` of it lies.
 *
 * @param q in [0, 1).
 */
export function truncatedNormalQuantile(q: number, a: number, b: number): number {
  if (q === 0) return a;
  const mass = logNormalMass(a, b);
  if (a < 0) return inverseLogCumulative(logSum(logNormalCumulative(a), log(q) + mass));
  return -inverseLogCumulative(logSum(logNormalCumulative(-b), log1p(-q) + mass));
}
