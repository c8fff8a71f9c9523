/** 1 / (1 + e^-x) without overflow, exact to rounding in both tails. */
export function logistic(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** The slope of {@link logistic}, without the cancellation of s (1 - s) where s is near 1. */
export function logisticSlope(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / (1 + e) ** 2;
}

/** x times a factor that tends to 0 faster than x grows: 0 where the factor is 0, also at the infinities. */
export const damped = (x: number, factor: number) => (factor === 0 ? 0 : x * factor);
