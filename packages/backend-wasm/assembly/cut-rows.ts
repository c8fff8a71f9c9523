import { loadLanes, storeLanes } from './simd';

// Rows of up to eight floats whose last vector may be cut short. Nothing beyond the row is read or written.

/** Writes the first `count` (1 to 8) of two vectors to `to`. */
@inline
export function storeRow(to: usize, low: v128, high: v128, count: i32): void {
  storeLanes(to, low, count);
  if (count > 4) storeLanes(to + 16, high, count - 4);
}

/** Adds the first `count` (1 to 8) of two vectors to the floats at `to`. */
@inline
export function addRow(to: usize, low: v128, high: v128, count: i32): void {
  storeLanes(to, f32x4.add(loadLanes(to, count), low), count);
  if (count > 4) storeLanes(to + 16, f32x4.add(loadLanes(to + 16, count - 4), high), count - 4);
}
