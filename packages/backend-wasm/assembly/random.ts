import { loadLanes, storeLanes } from './simd';

// Threefry-2x32 with 20 rounds, as `threefry2x32` of @glassbox/core, bit for bit, four blocks at a time: one vector holds their first
// words, another their second. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

const DROPOUT: i32 = 0;
const UNIFORM: i32 = 1;
const SIGN: i32 = 0x80000000;

@inline
function turn(x: v128, bits: i32): v128 {
  // Whole bytes move in one instruction.
  if (bits == 16) return v128.shuffle<i8>(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  if (bits == 24) return v128.shuffle<i8>(x, x, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12);
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** The second word after a round that gave the first word a. */
@inline
function mix(b: v128, bits: i32, a: v128): v128 {
  return v128.xor(turn(b, bits), a);
}

/** Lanes of x, times the scale, whose word is at least the limit; words and limit are moved by half the range, to compare as signed. */
@inline
function keep(x: v128, word: v128, limit: v128, scale: v128): v128 {
  return v128.and(f32x4.mul(x, scale), i32x4.ge_s(v128.xor(word, i32x4.splat(SIGN)), limit));
}

/** Floats in [0, 1) from the upper 24 bits of words. */
@inline
function toUniform(word: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word, 8)), f32x4.splat(5.9604644775390625e-8));
}

/** What four words make of four lanes of x. */
@inline
function use(kind: i32, x: usize, y: usize, left: i32, word: v128, limit: v128, scale: v128): void {
  if (kind == DROPOUT) storeLanes(y, keep(loadLanes(x, left), word, limit, scale), left);
  else storeLanes(y, toUniform(word), left);
}

/** What the eight words of four blocks make of up to eight elements: word `i mod 2` of block `i div 2` is element i's. */
@inline
function useBlocks(kind: i32, x: usize, y: usize, left: i32, a: v128, b: v128, limit: v128, scale: v128): void {
  use(kind, x, y, left, v128.shuffle<i32>(a, b, 0, 4, 1, 5), limit, scale);
  if (left > 4) use(kind, x + 16, y + 16, left - 4, v128.shuffle<i32>(a, b, 2, 6, 3, 7), limit, scale);
}

@inline
function generate(kind: i32, x: usize, y: usize, n: i32, bound: u32, factor: f32, key0: u32, key1: u32): void {
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  const k0 = i32x4.splat(key0);
  const k1 = i32x4.splat(key1);
  const k2 = i32x4.splat(key2);
  const limit = i32x4.splat(bound ^ SIGN);
  const scale = f32x4.splat(factor);
  let counter = i32x4.add(i32x4(0, 1, 2, 3), k0);
  for (let left = n; left > 0; left -= 8) {
    let a = i32x4.add(counter, k1);
    let b = mix(k1, 13, a);
    a = i32x4.add(a, b), b = mix(b, 15, a);
    a = i32x4.add(a, b), b = mix(b, 26, a);
    a = i32x4.add(a, b), b = mix(b, 6, a);
    a = i32x4.add(a, k1), b = i32x4.add(b, i32x4.splat(key2 + 1));
    a = i32x4.add(a, b), b = mix(b, 17, a);
    a = i32x4.add(a, b), b = mix(b, 29, a);
    a = i32x4.add(a, b), b = mix(b, 16, a);
    a = i32x4.add(a, b), b = mix(b, 24, a);
    a = i32x4.add(a, k2), b = i32x4.add(b, i32x4.splat(key0 + 2));
    a = i32x4.add(a, b), b = mix(b, 13, a);
    a = i32x4.add(a, b), b = mix(b, 15, a);
    a = i32x4.add(a, b), b = mix(b, 26, a);
    a = i32x4.add(a, b), b = mix(b, 6, a);
    a = i32x4.add(a, k0), b = i32x4.add(b, i32x4.splat(key1 + 3));
    a = i32x4.add(a, b), b = mix(b, 17, a);
    a = i32x4.add(a, b), b = mix(b, 29, a);
    a = i32x4.add(a, b), b = mix(b, 16, a);
    a = i32x4.add(a, b), b = mix(b, 24, a);
    a = i32x4.add(a, k1), b = i32x4.add(b, i32x4.splat(key2 + 4));
    a = i32x4.add(a, b), b = mix(b, 13, a);
    a = i32x4.add(a, b), b = mix(b, 15, a);
    a = i32x4.add(a, b), b = mix(b, 26, a);
    a = i32x4.add(a, b), b = mix(b, 6, a);
    useBlocks(kind, x, y, left, i32x4.add(a, k2), i32x4.add(b, i32x4.splat(key0 + 5)), limit, scale);
    counter = i32x4.add(counter, i32x4.splat(4));
    x += 32;
    y += 32;
  }
}

/**
 * Inverted dropout: element i is kept, times `scale`, where word `i mod 2` of block `i div 2` is at least `limit`, else 0; a dropped NaN
 * is 0. The gradient is the same pass over the gradient from above. x and y may be one.
 *
 * @param limit `ceil(rate 2^32)`, unsigned. @param scale `1 / (1 - rate)`.
 */
export function dropout(x: usize, y: usize, n: i32, limit: u32, scale: f32, key0: u32, key1: u32): void {
  generate(DROPOUT, x, y, n, limit, scale, key0, key1);
}

/** Uniform floats in [0, 1), multiples of 2^-24: the upper 24 bits of word `i mod 2` of block `i div 2`. */
export function fillUniform(y: usize, n: i32, key0: u32, key1: u32): void {
  generate(UNIFORM, 0, y, n, 0, 1, key0, key1);
}
