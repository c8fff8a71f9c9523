/** A number as the decimal that it prints as: `digits / 10^places`. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = mantissa!.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole! + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}

/**
 * The last value of `low, low + step, ...` that is not above `high`, in decimal arithmetic: from 0 to 0.3 in steps of 0.1 it is 0.3,
 * though in binary 0.1 + 0.1 + 0.1 is more.
 */
export function highestStep(low: number, high: number, step: number): number {
  const decimals = [low, high, step].map(decimalOf);
  const places = Math.max(...decimals.map((each) => each.places));
  const [from, to, by] = decimals.map((each) => each.digits * 10n ** BigInt(places - each.places));
  const steps = (to! - from!) / by!;
  return Number(`${from! + steps * by!}e-${places}`);
}
