// exp and log by additions, multiplications and divisions alone, whose last bit IEEE 754 fixes: `Math.exp` and `Math.log` leave it to the engine,
// and then one seed would give other trials in another browser. The method and the coefficients are those of Sun's libm (fdlibm), within one unit
// in the last place.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** The word that has the exponent: the second where the first byte is the lowest, as on every machine in use. */
const HIGH = 1;

/** `2^exponent`, from -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words[0] = 0;
  words[HIGH] = (exponent + 1023) << 20;
  return double[0]!;
}

/** `e^x`. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const exponent = Math.floor(x / Math.LN2 + 0.5);
  const high = x - exponent * LN2_HIGH;
  const low = exponent * LN2_LOW;
  const r = high - low;
  const z = r * r;
  // Written out: an array of coefficients would take as long as all else.
  const fourth = 6.613756321437934e-5 + z * (-1.6533902205465252e-6 + z * 4.1381367970572385e-8);
  const rest = r - z * (0.16666666666666602 + z * (-0.0027777777777015593 + z * fourth));
  const value = 1 - (low - (r * rest) / (2 - rest) - high);
  if (exponent > 1023) return value * 2 * powerOfTwo(exponent - 1);
  return exponent < -1021 ? value * powerOfTwo(exponent + 1000) * powerOfTwo(-1000) : value * powerOfTwo(exponent);
}

/** `ln x`. */
export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x < 2 ** -1022) return log(x * 2 ** 54) - 54 * Math.LN2;
  double[0] = x;
  let exponent = (words[HIGH]! >>> 20) - 1023;
  words[HIGH] = (words[HIGH]! & 0xfffff) | 0x3ff00000;
  let fraction = double[0];
  if (fraction > Math.SQRT2) {
    fraction /= 2;
    exponent++;
  }
  const f = fraction - 1;
  const s = f / (2 + f);
  const z = s * s;
  const ending = (0.1818357216161805 + (0.15313837699209373 + 0.14798198605116586 * z) * z) * z;
  const middle = (0.2857142874366239 + (0.22222198432149784 + ending) * z) * z;
  const series = (0.6666666666666735 + (0.3999999999940942 + middle) * z) * z;
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + series) + exponent * LN2_LOW) - f);
}

/** `ln(1 + x)`, to full precision where x is small. */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  // With what the sum has lost of x.
  return sum > 0 && sum < Number.POSITIVE_INFINITY ? log(sum) + (x - (sum - 1)) / sum : log(sum);
}
