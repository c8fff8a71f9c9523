// Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), whose
// relative error is below 6e-19 in exact arithmetic.
import { erfc } from './error-function.js';
import { exp } from './portable.js';

/** e^(x^2) erfc(x) in the middle, in x. */
const MIDDLE = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
] as const;

/** The tail beyond 1 / (x sqrt pi), in 1 / x^2. */
const FAR = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
] as const;

const NEAR_END = 0.46875;
const MIDDLE_END = 4;
const ONE_BY_ROOT_PI = 0.5641895835477563;

/** Polynomial by Horner's rule, the highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

const ratio = ([top, bottom]: readonly [readonly number[], readonly number[]], x: number) =>
  polynomial(top, x) / polynomial(bottom, x);

/** `e^(x^2) erfc(x)` for x from {@link NEAR_END} on. */
function scaledTail(x: number): number {
  if (x <= MIDDLE_END) return ratio(MIDDLE, x);
  const inverse = 1 / (x * x);
  return (ONE_BY_ROOT_PI - inverse * ratio(FAR, inverse)) / x;
}

/** `e^(x^2) erfc(x)`, which neither under- nor overflows for x >= 0. */
export function erfcx(x: number): number {
  return x >= NEAR_END ? scaledTail(x) : exp(x * x) * erfc(x);
}
