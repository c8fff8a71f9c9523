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

/** Shares from one half up to which a rational function is the quantile. */
const MIDDLE = 0.425;

/** `Phi^-1(1/2 + q)` for q from -0.425 to 0.425: the middle of Wichura's AS 241, Applied Statistics 37 (1988). */
function middleQuantile(q: number): number {
  const r = 0.180625 - q * q;
  const over = r * (r * (r * 2509.0809287301227 + 33430.57558358813) + 67265.7709270087) + 45921.95393154987;
  const under = r * (r * (r * 5226.495278852854 + 28729.085735721943) + 39307.89580009271) + 21213.794301586597;
  const numerator = r * (r * (r * (r * over + 13731.69376550946) + 1971.5909503065513) + 133.14166789178438);
  const denominator = r * (r * (r * (r * under + 5394.196021424751) + 687.1870074920579) + 42.31333070160091);
  return (q * (numerator + 3.3871328727963665)) / (denominator + 1);
}

/** Where to look first for the x whose {@link logNormalCumulative} is y < 0: by the tail's asymptote, or the logistic curve that is close to Phi. */
function nearInverse(y: number): number {
  if (y < -5) return -sqrt(-2 * (y + LOG_ROOT_2_PI));
  const q = exp(y) - 0.5;
  return abs(q) <= MIDDLE ? middleQuantile(q) : (-sqrt(3) / Math.PI) * log(exp(-y) - 1);
}

/** The x whose {@link logNormalCumulative} is y < 0: Newton's method in the logarithm; near y = 0 in the other tail. */
function inverseLogCumulative(y: number): number {
  const isFlipped = y > -1e-2;
  const target = isFlipped ? log(oneLessExp(y)) : y;
  let x = nearInverse(target);
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
  if (a < -FAR && b > FAR && abs(q - 0.5) <= MIDDLE) return middleQuantile(q - 0.5);
  const mass = logNormalMass(a, b);
  if (a < 0) return inverseLogCumulative(logSum(logNormalCumulative(a), log(q) + mass));
  return -inverseLogCumulative(logSum(logNormalCumulative(-b), log1p(-q) + mass));
}

/** The x below which a share `q` of a standard normal lies, from 0 to below 1. */
export const normalQuantile = (q: number): number =>
  truncatedNormalQuantile(q, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
