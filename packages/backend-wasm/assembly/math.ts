// Elementary functions of four floats at once, without tables: the argument is reduced as Cody and Waite do it ("Software manual for the
// elementary functions", 1980), and what is left is a polynomial with minimax coefficients, fitted for these intervals by linear
// programming with each coefficient rounded to float32 in turn. They use no fused operations, so that every build gives the same bits.
// `elementary` makes them callable; its tests hold the errors that the comments name, in units in the last place.

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts, the first with few bits, so that a whole multiple of it is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;
/** Above this, e^x is larger than every float; below the other, smaller than every normal one, and taken as 0. */
const EXP_MAX: f32 = 88.7228317;
const EXP_MIN: f32 = -87.3365402;
/** 1.5 2^23: adding it rounds a float to a whole number, which then stands in the low bits. */
const ROUNDER: f32 = 12582912;
/** Bits of the square root of 1/2. */
const SQRT_HALF_BITS: i32 = 0x3f3504f3;
const SMALLEST_NORMAL: f32 = 1.17549435e-38;

@inline
function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/** `a b + c`, rounded twice. */
@inline
function muladd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/** Where x is 0 or more the first, else (NaN too) the second. */
@inline
export function whereNotNegative(x: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, f32x4.ge(x, splat(0)));
}

/** `size` with the sign of `sign`. */
@inline
export function copySign(size: v128, sign: v128): v128 {
  return v128.bitselect(sign, size, i32x4.splat(0x80000000));
}

/** `x factor`, but 0 where the factor is 0, also for an infinite x: for factors that fade faster than x grows. */
@inline
export function damped(x: v128, factor: v128): v128 {
  return v128.andnot(mul(x, factor), f32x4.eq(factor, splat(0)));
}

/** x without the bits of numbers below the normal ones, which become 0; NaN stays. */
@inline
export function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), splat(SMALLEST_NORMAL)));
}

/** `e^(x + more)` for a `more` that is small beside x's last place or two. */
@inline
function expOfSum(x: v128, more: v128): v128 {
  const shifted = muladd(x, splat(LOG2E), splat(ROUNDER));
  const n = f32x4.sub(shifted, splat(ROUNDER));
  const r = f32x4.add(f32x4.sub(f32x4.sub(x, mul(n, splat(LN2_HIGH))), mul(n, splat(LN2_LOW))), more);
  let p = splat(0.00138422986);
  p = muladd(p, r, splat(0.0083681494));
  p = muladd(p, r, splat(0.0416677557));
  p = muladd(p, r, splat(0.166665271));
  p = muladd(p, r, splat(0.49999997));
  p = f32x4.add(muladd(p, mul(r, r), r), splat(1));
  // 2^n goes straight into the exponent's bits, so that n = 128, whose power is no float, works too.
  const value = i32x4.add(p, i32x4.shl(shifted, 23));
  const infinite = f32x4.add(x, splat(Infinity));
  const bounded = v128.bitselect(value, infinite, f32x4.le(x, splat(EXP_MAX)));
  return v128.andnot(bounded, f32x4.lt(x, splat(EXP_MIN)));
}

/** e^x, 1 ulp; results below the normal numbers are 0. */
@inline
export function exp(x: v128): v128 {
  return expOfSum(x, splat(0));
}

/** `e^x - 1` for x up to 88, 2 ulp, small x and the sign of zero included. */
@inline
export function expm1(x: v128): v128 {
  // The bound comes second: pmax then keeps a NaN that comes first.
  const bounded = f32x4.pmax(x, splat(-18));
  const shifted = muladd(bounded, splat(LOG2E), splat(ROUNDER));
  const n = f32x4.sub(shifted, splat(ROUNDER));
  const r = f32x4.sub(f32x4.sub(bounded, mul(n, splat(LN2_HIGH))), mul(n, splat(LN2_LOW)));
  let p = splat(0.000198945112);
  p = muladd(p, r, splat(0.00139312982));
  p = muladd(p, r, splat(0.00833326206));
  p = muladd(p, r, splat(0.041666504));
  p = muladd(p, r, splat(0.166666672));
  p = muladd(p, r, splat(0.5));
  p = muladd(p, mul(r, r), r);
  const power = i32x4.add(i32x4.shl(shifted, 23), splat(1));
  return copySign(f32x4.abs(muladd(p, power, f32x4.sub(power, splat(1)))), x);
}

/** `ln(1 + f)` for f in [√½ - 1, √2 - 1], as `f + rest` with the rest returned. */
@inline
function logRest(f: v128): v128 {
  const square = mul(f, f);
  let p = splat(-0.0763268173);
  p = muladd(p, f, splat(0.127573013));
  p = muladd(p, f, splat(-0.131587595));
  p = muladd(p, f, splat(0.142022803));
  p = muladd(p, f, splat(-0.166235805));
  p = muladd(p, f, splat(0.200012162));
  p = muladd(p, f, splat(-0.250008136));
  p = muladd(p, f, splat(0.333333313));
  return f32x4.sub(mul(mul(p, f), square), mul(splat(0.5), square));
}

/** Natural logarithm, 1 ulp: -infinity at 0, NaN below. */
@inline
export function log(x: v128): v128 {
  // Numbers below the normal ones are scaled up first.
  const isSmall = f32x4.lt(x, splat(SMALLEST_NORMAL));
  const bits = v128.bitselect(mul(x, splat(8388608)), x, isSmall);
  const exponent = i32x4.shr_s(i32x4.sub(bits, i32x4.splat(SQRT_HALF_BITS)), 23);
  const e = f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(splat(23), isSmall));
  const f = f32x4.sub(i32x4.sub(bits, i32x4.shl(exponent, 23)), splat(1));
  const rest = muladd(e, splat(LN2_LOW), logRest(f));
  const value = f32x4.add(f32x4.add(f, rest), mul(e, splat(LN2_HIGH)));
  const infinity = splat(Infinity);
  const finite = v128.bitselect(value, x, f32x4.lt(x, infinity));
  const whole = v128.bitselect(f32x4.neg(infinity), finite, f32x4.eq(x, splat(0)));
  return v128.bitselect(splat(NaN), whole, f32x4.lt(x, splat(0)));
}

/** `ln(1 + x)` for x in [0, 1], 1.5 ulp. */
@inline
export function log1pOfShare(x: v128): v128 {
  const isLarge = f32x4.gt(x, splat(0.41421356));
  // ln(1 + x) = ln 2 + ln(1 + (x - 1) / 2)
  const f = v128.bitselect(mul(f32x4.sub(x, splat(1)), splat(0.5)), x, isLarge);
  const rest = f32x4.add(logRest(f), v128.and(splat(LN2_LOW), isLarge));
  return f32x4.add(f32x4.add(f, rest), v128.and(splat(LN2_HIGH), isLarge));
}

/** Hyperbolic tangent, 3 ulp: `e / (e + 2)` with `e = expm1(2 |x|)`, which cancels nowhere. */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), splat(10));
  const e = expm1(f32x4.add(size, size));
  return copySign(f32x4.div(e, f32x4.add(e, splat(2))), x);
}

/** `1 / (1 + e^-x)`, 2.5 ulp, in both tails. */
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp(f32x4.neg(x))));
}

/** `e^(-x²/2)`, 2 ulp: the square is taken in two parts, since its rounding would grow with it. */
@inline
export function bell(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), splat(20));
  const high = v128.and(size, i32x4.splat(0xfffff000));
  const low = mul(f32x4.sub(size, high), f32x4.add(size, high));
  return expOfSum(mul(splat(-0.5), mul(high, high)), mul(splat(-0.5), low));
}

/** Probability that a standard normal deviate is at most x, 6 ulp in both tails; `gauss` is `bell(x)`. */
@inline
export function normalCumulative(x: v128, gauss: v128): v128 {
  // The upper tail is e^(-t²/2) times a function that falls slowly (erfcx(t / √2) / 2), a polynomial in (t - 3) / (t + 3).
  const t = f32x4.pmin(f32x4.abs(x), splat(20));
  const u = f32x4.div(f32x4.sub(t, splat(3)), f32x4.add(t, splat(3)));
  let p = splat(4.24895688e-6);
  p = muladd(p, u, splat(5.75941849e-5));
  p = muladd(p, u, splat(0.000110100984));
  p = muladd(p, u, splat(-0.000343792635));
  p = muladd(p, u, splat(-0.000981061254));
  p = muladd(p, u, splat(0.00290606613));
  p = muladd(p, u, splat(0.00613148697));
  p = muladd(p, u, splat(-0.0462134667));
  p = muladd(p, u, splat(0.123225071));
  p = muladd(p, u, splat(-0.206402615));
  p = muladd(p, u, splat(0.121513948));
  const tail = mul(p, gauss);
  return whereNotNegative(x, f32x4.sub(splat(1), tail), tail);
}

/** The sum of four lanes, always in the same order. */
@inline
export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** The largest of four lanes; NaN if any is. */
@inline
export function maxLanes(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** Natural logarithm of one number, by the same steps as four. */
@inline
export function logOf(x: f32): f32 {
  return f32x4.extract_lane(log(splat(x)), 0);
}
