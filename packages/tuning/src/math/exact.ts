// Sums and products of doubles without rounding: what a rounding leaves off comes as a second number.
// Sources: Dekker, Numer. Math. 18 (1971); Knuth, TAOCP 2, 4.2.2; Boldo and Melquiond, IEEE Trans. Comput. 57 (2008).

/** A number as the unevaluated sum of two, the second far smaller. */
export type Pair = readonly [high: number, low: number];

/** 2^27 + 1, which cuts a double into halves. */
const SPLITTER = 134217729;

/** `a + b` without rounding. */
export function twoSum(a: number, b: number): Pair {
  const sum = a + b;
  const own = sum - a;
  return [sum, a - (sum - own) + (b - own)];
}

function halves(value: number): Pair {
  const scaled = SPLITTER * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

/** `a b` without rounding. */
export function twoProduct(a: number, b: number): Pair {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

const bits = new DataView(new ArrayBuffer(8));

/** `a + b`, and where that is not exact the neighbour whose last bit is 1: a second rounding then comes out as if it were the only one. */
function addToOdd(a: number, b: number): number {
  const [sum, rest] = twoSum(a, b);
  if (rest === 0) return sum;
  bits.setFloat64(0, sum);
  const pattern = bits.getBigInt64(0);
  if (pattern & 1n) return sum;
  bits.setBigInt64(0, pattern + (rest > 0 === sum > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** `a b + c`, rounded once, as processors have it in one instruction; no part near the ends of the range of doubles. */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const [productHigh, productLow] = twoProduct(a, b);
  const [lowHigh, lowLow] = twoSum(c, productLow);
  const [high, low] = twoSum(productHigh, lowHigh);
  return high + addToOdd(lowLow, low);
}
