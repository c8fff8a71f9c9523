import { loadLanes, storeLanes } from './simd';

// Elementwise passes. WebAssembly's min and max give NaN where either side is NaN, which is what these are for.

/** `min(max(x, low), high)` of n floats. */
export function clip(x: usize, y: usize, n: i32, low: f32, high: f32): void {
  const lower = f32x4.splat(low);
  const upper = f32x4.splat(high);
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(y, f32x4.min(f32x4.max(v128.load(x), lower), upper));
    x += 16;
    y += 16;
  }
  storeRest(y, f32x4.min(f32x4.max(loadLanes(x, left), lower), upper), left);
}

/** The lesser of two numbers, n times; `aStep` and `bStep` are 16, or 0 for an operand of four equal numbers. */
export function minimum(a: usize, aStep: usize, b: usize, bStep: usize, y: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(y, f32x4.min(v128.load(a), v128.load(b)));
    a += aStep;
    b += bStep;
    y += 16;
  }
  storeRest(y, f32x4.min(loadLanes(a, left), loadLanes(b, left)), left);
}

/** The greater of two numbers; see {@link minimum}. */
export function maximum(a: usize, aStep: usize, b: usize, bStep: usize, y: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(y, f32x4.max(v128.load(a), v128.load(b)));
    a += aStep;
    b += bStep;
    y += 16;
  }
  storeRest(y, f32x4.max(loadLanes(a, left), loadLanes(b, left)), left);
}

/** The gradient before a ReLU that gave y: dy where y > 0, else 0. */
export function reluGradient(dy: usize, y: usize, dx: usize, n: i32): void {
  const zero = f32x4.splat(0);
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
    dy += 16;
    y += 16;
    dx += 16;
  }
  storeRest(dx, v128.and(loadLanes(dy, left), f32x4.gt(loadLanes(y, left), zero)), left);
}

@inline
function storeRest(y: usize, value: v128, left: i32): void {
  if (left > 0) storeLanes(y, value, left);
}
