import { splat } from './math';
import { loadLanes } from './simd';

/** Lanes of gamma, or ones where its address is 0. */
@inline
export function scaleLanes(gamma: usize, at: usize, left: i32): v128 {
  return gamma ? loadLanes(gamma + at, left) : splat(1);
}

/** Lanes of beta, or zeros where its address is 0. */
@inline
export function shiftLanes(beta: usize, at: usize, left: i32): v128 {
  return beta ? loadLanes(beta + at, left) : splat(0);
}

/** Lanes of which the first `count` have all bits set. */
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}
