import { bell, copySign, damped, exp, expm1, log1pOfShare, normalCumulative, sigmoid, splat, tanh, whereNotNegative } from './math';
import { loadLanes, storeLanes } from './simd';

// Elementwise activations of @glassbox/activations and their slopes. NaN in is NaN out. A kind is a constant where these functions are
// put in line, so each loop holds the code of its own activation alone.

const RELU: i32 = 0;
const LEAKY_RELU: i32 = 1;
const ELU: i32 = 2;
const SELU: i32 = 3;
const SIGMOID: i32 = 4;
const TANH: i32 = 5;
const SOFTPLUS: i32 = 6;
const SOFTSIGN: i32 = 7;
const SWISH: i32 = 8;
const GELU: i32 = 9;
const GELU_TANH: i32 = 10;
const MISH: i32 = 11;
const HARD_SIGMOID: i32 = 12;

const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_FLOOR: f32 = 1.7580993408473766;
const INVERSE_SQRT_2PI: f32 = 0.3989422804014327;
const SIXTH: f32 = 1.0 / 6.0;
// 0.5 (1 + tanh u) = σ(2u), 2u = x (A + B x²).
const GELU_A: f32 = 1.5957691216057308;
const GELU_B: f32 = 0.07135481282723234;

/** x above 0, else the other; NaN is in the other. */
@inline
function wherePositive(x: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, f32x4.gt(x, splat(0)));
}

/** `1 + |x|`. */
@inline
function onePlusSize(x: v128): v128 {
  return f32x4.add(splat(1), f32x4.abs(x));
}

@inline
function softsign(x: v128): v128 {
  const infinite = f32x4.eq(f32x4.abs(x), splat(Infinity));
  return v128.bitselect(copySign(splat(1), x), f32x4.div(x, onePlusSize(x)), infinite);
}

@inline
function softplus(x: v128): v128 {
  // pmax keeps a NaN that comes first, and is one instruction where max is many.
  return f32x4.add(f32x4.pmax(x, splat(0)), log1pOfShare(exp(f32x4.neg(f32x4.abs(x)))));
}

/** The logistic function's argument in the tanh form of GELU. */
@inline
function geluGate(x: v128): v128 {
  return f32x4.mul(x, f32x4.add(splat(GELU_A), f32x4.mul(splat(GELU_B), f32x4.mul(x, x))));
}

// tanh(softplus(x)) by e = e^-|x|: (1 + 2e) / (1 + 2e + 2e²) for x >= 0, (e² + 2e) / (e² + 2e + 2) below.
@inline
function mishDenominator(x: v128, e: v128): v128 {
  const twice = f32x4.add(e, e);
  const square = f32x4.mul(e, e);
  const above = f32x4.add(f32x4.add(splat(1), twice), f32x4.add(square, square));
  return whereNotNegative(x, above, f32x4.add(f32x4.add(square, twice), splat(2)));
}

@inline
function mishGate(x: v128, e: v128): v128 {
  const twice = f32x4.add(e, e);
  const numerator = whereNotNegative(x, f32x4.add(splat(1), twice), f32x4.add(f32x4.mul(e, e), twice));
  return f32x4.div(numerator, mishDenominator(x, e));
}

/** Slope of {@link mishGate}: `4 e² (1 + e) / d²` for x >= 0, `4 e (1 + e) / d²` below. */
@inline
function mishGateSlope(x: v128, e: v128): v128 {
  const d = mishDenominator(x, e);
  const power = whereNotNegative(x, f32x4.mul(e, e), e);
  return f32x4.div(f32x4.mul(f32x4.mul(splat(4), power), f32x4.add(splat(1), e)), f32x4.mul(d, d));
}

@inline
function mish(x: v128): v128 {
  return damped(x, mishGate(x, exp(f32x4.neg(f32x4.abs(x)))));
}

@inline
function valueOf(kind: i32, a: v128, x: v128): v128 {
  if (kind == RELU) return f32x4.max(x, splat(0));
  if (kind == LEAKY_RELU) return wherePositive(x, x, f32x4.mul(a, x));
  if (kind == ELU) return wherePositive(x, x, f32x4.mul(a, expm1(f32x4.pmin(x, splat(0)))));
  if (kind == SELU) {
    const below = f32x4.mul(splat(SELU_FLOOR), expm1(f32x4.pmin(x, splat(0))));
    return wherePositive(x, f32x4.mul(splat(SELU_SCALE), x), below);
  }
  if (kind == SIGMOID) return sigmoid(x);
  if (kind == TANH) return tanh(x);
  if (kind == SOFTPLUS) return softplus(x);
  if (kind == SOFTSIGN) return softsign(x);
  if (kind == SWISH) return damped(x, sigmoid(x));
  if (kind == GELU) return damped(x, normalCumulative(x, bell(x)));
  if (kind == GELU_TANH) return damped(x, sigmoid(geluGate(x)));
  if (kind == MISH) return mish(x);
  const line = f32x4.max(f32x4.add(x, splat(3)), splat(0));
  return f32x4.div(f32x4.min(line, splat(6)), splat(6));
}

@inline
function geluSlope(x: v128): v128 {
  const gauss = bell(x);
  return f32x4.add(normalCumulative(x, gauss), damped(x, f32x4.mul(gauss, splat(INVERSE_SQRT_2PI))));
}

@inline
function geluTanhSlope(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(geluGate(x))));
  const below = f32x4.div(splat(1), f32x4.add(splat(1), e));
  const gate = whereNotNegative(x, below, f32x4.mul(e, below));
  const inner = f32x4.add(splat(GELU_A), f32x4.mul(splat(3 * GELU_B), f32x4.mul(x, x)));
  return f32x4.add(gate, damped(f32x4.mul(x, inner), f32x4.mul(e, f32x4.mul(below, below))));
}

@inline
function swishSlope(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const share = f32x4.div(splat(1), f32x4.add(splat(1), e));
  const gate = whereNotNegative(x, share, f32x4.mul(e, share));
  return f32x4.add(gate, damped(x, f32x4.mul(e, f32x4.mul(share, share))));
}

@inline
function mishSlope(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  return f32x4.add(mishGate(x, e), damped(x, mishGateSlope(x, e)));
}

/** Slopes of the kinds that tell them from their output. */
@inline
function slopeFromOutput(kind: i32, a: v128, y: v128): v128 {
  const one = splat(1);
  // NaN stays itself, as Infinity times 0 would have it.
  if (kind == RELU) return v128.or(v128.and(one, f32x4.gt(y, splat(0))), f32x4.ne(y, y));
  if (kind == LEAKY_RELU) return v128.or(wherePositive(y, one, a), f32x4.ne(y, y));
  if (kind == ELU) return wherePositive(y, one, f32x4.add(y, a));
  if (kind == SELU) return whereNotNegative(y, splat(SELU_SCALE), f32x4.add(y, splat(SELU_FLOOR)));
  if (kind == SIGMOID) return f32x4.sub(y, f32x4.mul(y, y));
  if (kind == TANH) return f32x4.sub(one, f32x4.mul(y, y));
  const inside = v128.and(f32x4.gt(y, splat(0)), f32x4.lt(y, one));
  return v128.or(v128.and(splat(SIXTH), inside), f32x4.ne(y, y));
}

/** Slopes of the kinds that tell them from their input. */
@inline
function slopeFromInput(kind: i32, x: v128): v128 {
  if (kind == SOFTPLUS) return sigmoid(x);
  if (kind == SOFTSIGN) return f32x4.div(splat(1), f32x4.mul(onePlusSize(x), onePlusSize(x)));
  if (kind == SWISH) return swishSlope(x);
  if (kind == GELU) return geluSlope(x);
  if (kind == GELU_TANH) return geluTanhSlope(x);
  return mishSlope(x);
}

@inline
function forward(kind: i32, parameter: f32, x: usize, y: usize, n: i32): void {
  const a = splat(parameter);
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(y, valueOf(kind, a, v128.load(x)));
    x += 16;
    y += 16;
  }
  if (left > 0) storeLanes(y, valueOf(kind, a, loadLanes(x, left)), left);
}

@inline
function fromOutput(kind: i32, parameter: f32, dy: usize, y: usize, dx: usize, n: i32): void {
  const a = splat(parameter);
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slopeFromOutput(kind, a, v128.load(y))));
    dy += 16;
    y += 16;
    dx += 16;
  }
  if (left > 0) storeLanes(dx, f32x4.mul(loadLanes(dy, left), slopeFromOutput(kind, a, loadLanes(y, left))), left);
}

@inline
function fromInput(kind: i32, dy: usize, x: usize, dx: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slopeFromInput(kind, v128.load(x))));
    dy += 16;
    x += 16;
    dx += 16;
  }
  if (left > 0) storeLanes(dx, f32x4.mul(loadLanes(dy, left), slopeFromInput(kind, loadLanes(x, left))), left);
}

/**
 * An activation of n floats; x and y may be one. Kinds: 0 relu, 1 leakyRelu (parameter: negative slope), 2 elu (parameter: alpha),
 * 3 selu, 4 sigmoid, 5 tanh, 6 softplus, 7 softsign, 8 swish, 9 gelu, 10 gelu by tanh, 11 mish, 12 hardSigmoid.
 */
export function activationForward(kind: i32, parameter: f32, x: usize, y: usize, n: i32): void {
  switch (kind) {
    case RELU:
      return forward(RELU, 0, x, y, n);
    case LEAKY_RELU:
      return forward(LEAKY_RELU, parameter, x, y, n);
    case ELU:
      return forward(ELU, parameter, x, y, n);
    case SELU:
      return forward(SELU, 0, x, y, n);
    case SIGMOID:
      return forward(SIGMOID, 0, x, y, n);
    case TANH:
      return forward(TANH, 0, x, y, n);
    case SOFTPLUS:
      return forward(SOFTPLUS, 0, x, y, n);
    case SOFTSIGN:
      return forward(SOFTSIGN, 0, x, y, n);
    case SWISH:
      return forward(SWISH, 0, x, y, n);
    case GELU:
      return forward(GELU, 0, x, y, n);
    case GELU_TANH:
      return forward(GELU_TANH, 0, x, y, n);
    case MISH:
      return forward(MISH, 0, x, y, n);
    default:
      return forward(HARD_SIGMOID, 0, x, y, n);
  }
}

/**
 * `dy` times the slope of an activation; dx may be dy. Kinds 6 to 11 (softplus to mish) read the input x, the others the output y; the
 * one that is not read may be 0.
 */
export function activationGradient(kind: i32, parameter: f32, dy: usize, x: usize, y: usize, dx: usize, n: i32): void {
  switch (kind) {
    case RELU:
      return fromOutput(RELU, 0, dy, y, dx, n);
    case LEAKY_RELU:
      return fromOutput(LEAKY_RELU, parameter, dy, y, dx, n);
    case ELU:
      return fromOutput(ELU, parameter, dy, y, dx, n);
    case SELU:
      return fromOutput(SELU, 0, dy, y, dx, n);
    case SIGMOID:
      return fromOutput(SIGMOID, 0, dy, y, dx, n);
    case TANH:
      return fromOutput(TANH, 0, dy, y, dx, n);
    case SOFTPLUS:
      return fromInput(SOFTPLUS, dy, x, dx, n);
    case SOFTSIGN:
      return fromInput(SOFTSIGN, dy, x, dx, n);
    case SWISH:
      return fromInput(SWISH, dy, x, dx, n);
    case GELU:
      return fromInput(GELU, dy, x, dx, n);
    case GELU_TANH:
      return fromInput(GELU_TANH, dy, x, dx, n);
    case MISH:
      return fromInput(MISH, dy, x, dx, n);
    default:
      return fromOutput(HARD_SIGMOID, 0, dy, y, dx, n);
  }
}
