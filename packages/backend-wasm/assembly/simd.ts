/** `a + b c` in four lanes: two roundings, or one in the relaxed build where the engine has a fused instruction. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(b, c, a);
  return f32x4.add(a, f32x4.mul(b, c));
}

/** The first `count` (1 to 4) floats of `value` go to memory. */
@inline
export function storeLanes(to: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(to, value);
  else {
    v128.store32_lane(to, value, 0);
    if (count > 1) v128.store32_lane(to, value, 1, 4);
    if (count > 2) v128.store32_lane(to, value, 2, 8);
  }
}

/** The first `count` (0 to 4) floats at an address, and zeros. */
@inline
export function loadLanes(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let value = f32x4.splat(0);
  if (count > 0) value = v128.load32_lane(from, value, 0);
  if (count > 1) value = v128.load32_lane(from, value, 1, 4);
  if (count > 2) value = v128.load32_lane(from, value, 2, 8);
  return value;
}
