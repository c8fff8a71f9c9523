const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * ln(x) for finite x > 0 by +, -, * and / alone, which IEEE 754 fixes to the last bit: unlike `Math.log`, whose last bit is the
 * engine's choice, it gives the same number in every browser. Within 1e-15 relative of the true value.
 *
 * Method: x = 2^k m with sqrt(1/2) <= m < sqrt(2), then ln m = 2 artanh(s) with s = (m-1)/(m+1), summed to s^21.
 */
export function naturalLog(x: number): number {
  let exponent = 0;
  let mantissa = x;
  while (mantissa >= Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series = 0;
  for (let power = 21; power >= 1; power -= 2) series = series * square + 1 / power;
  return exponent * LN2_HIGH + (2 * s * series + exponent * LN2_LOW);
}
