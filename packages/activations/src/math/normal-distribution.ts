const INVERSE_SQRT_2PI = 0.3989422804014327;

/** Density of the standard normal distribution. */
export const normalDensity = (x: number) => INVERSE_SQRT_2PI * Math.exp((-x * x) / 2);

/**
 * Probability that a standard normal deviate is at most x, to about 1e-15 relative in both tails.
 *
 * Near 0 the series 1/2 + φ(x) (x + x³/3 + x⁵/15 + ...), whose terms all have one sign; in the tails Laplace's continued fraction.
 * Source: Abramowitz and Stegun, 26.2.11 and 26.2.14.
 */
export function normalCumulative(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 2.5) return 1 - upperTail(x);
  if (x < -2.5) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** Probability above x, for x > 2.5. */
function upperTail(x: number): number {
  const density = normalDensity(x);
  if (density === 0) return 0;
  let fraction = x;
  for (let depth = 120; depth >= 1; depth--) fraction = x + depth / fraction;
  return density / fraction;
}
