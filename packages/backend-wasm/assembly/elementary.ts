import { bell, exp, expm1, log, log1pOfShare, normalCumulative, sigmoid, tanh } from './math';
import { loadLanes, storeLanes } from './simd';

const EXP: i32 = 0;
const LOG: i32 = 1;
const EXPM1: i32 = 2;
const LOG1P: i32 = 3;
const TANH: i32 = 4;
const SIGMOID: i32 = 5;
const NORMAL: i32 = 6;

@inline
function valueOf(kind: i32, x: v128): v128 {
  if (kind == EXP) return exp(x);
  if (kind == LOG) return log(x);
  if (kind == EXPM1) return expm1(x);
  if (kind == LOG1P) return log1pOfShare(x);
  if (kind == TANH) return tanh(x);
  if (kind == SIGMOID) return sigmoid(x);
  return normalCumulative(x, bell(x));
}

@inline
function apply(kind: i32, x: usize, y: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(y, valueOf(kind, v128.load(x)));
    x += 16;
    y += 16;
  }
  if (left > 0) storeLanes(y, valueOf(kind, loadLanes(x, left)), left);
}

/**
 * A function of n floats; x and y may be one. Kinds: 0 `e^x`, 1 `ln x`, 2 `e^x - 1` for x up to 88, 3 `ln(1 + x)` for x in [0, 1],
 * 4 tanh, 5 sigmoid, 6 the normal distribution.
 */
export function elementary(kind: i32, x: usize, y: usize, n: i32): void {
  switch (kind) {
    case EXP:
      return apply(EXP, x, y, n);
    case LOG:
      return apply(LOG, x, y, n);
    case EXPM1:
      return apply(EXPM1, x, y, n);
    case LOG1P:
      return apply(LOG1P, x, y, n);
    case TANH:
      return apply(TANH, x, y, n);
    case SIGMOID:
      return apply(SIGMOID, x, y, n);
    default:
      return apply(NORMAL, x, y, n);
  }
}
