import { loadLanes, madd, storeLanes } from './simd';

// Small products that add to what is there, `c += a b`, for recurrences: every operand may have rows that lie apart, so that one step of a
// sequence or some columns of a kernel can be taken in place. The tile is four rows by eight columns, which fills the registers of x86;
// each element is summed over the depth in order whatever tile it is in, so its value does not depend on where it lies.

/** One tile of four rows and eight columns. */
@inline
function tile(a: usize, aRow: usize, aDepth: usize, b: usize, bDepth: usize, c: usize, cRow: usize, depth: i32): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let low0 = v128.load(c);
  let high0 = v128.load(c, 16);
  let low1 = v128.load(c1);
  let high1 = v128.load(c1, 16);
  let low2 = v128.load(c2);
  let high2 = v128.load(c2, 16);
  let low3 = v128.load(c3);
  let high3 = v128.load(c3, 16);
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let k = 0; k < depth; k++) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load32_splat(a);
    low0 = madd(low0, value, low);
    high0 = madd(high0, value, high);
    value = v128.load32_splat(a1);
    low1 = madd(low1, value, low);
    high1 = madd(high1, value, high);
    value = v128.load32_splat(a2);
    low2 = madd(low2, value, low);
    high2 = madd(high2, value, high);
    value = v128.load32_splat(a3);
    low3 = madd(low3, value, low);
    high3 = madd(high3, value, high);
    a += aDepth;
    a1 += aDepth;
    a2 += aDepth;
    a3 += aDepth;
    b += bDepth;
  }
  v128.store(c, low0);
  v128.store(c, high0, 16);
  v128.store(c1, low1);
  v128.store(c1, high1, 16);
  v128.store(c2, low2);
  v128.store(c2, high2, 16);
  v128.store(c3, low3);
  v128.store(c3, high3, 16);
}

/** One row and up to eight columns. */
@inline
function strip(a: usize, aDepth: usize, b: usize, bDepth: usize, c: usize, columns: i32, depth: i32): void {
  let low = loadLanes(c, columns);
  let high = loadLanes(c + 16, columns - 4);
  for (let k = 0; k < depth; k++) {
    const value = v128.load32_splat(a);
    low = madd(low, value, loadLanes(b, columns));
    high = madd(high, value, loadLanes(b + 16, columns - 4));
    a += aDepth;
    b += bDepth;
  }
  storeLanes(c, low, columns);
  if (columns > 4) storeLanes(c + 16, high, columns - 4);
}

/**
 * `c += a b` for `[rows, depth] x [depth, columns]`. Strides are in bytes; a's two may be exchanged for its transpose, the columns of b
 * and c lie side by side.
 */
export function accumulate(
  a: usize, aRow: usize, aDepth: usize, b: usize, bDepth: usize, c: usize, cRow: usize,
  rows: i32, columns: i32, depth: i32,
): void {
  const whole = rows & ~3;
  for (let column = 0; column < columns; column += 8) {
    const at = (<usize>column) << 2;
    const count = min(columns - column, 8);
    let row = 0;
    let from = a;
    let to = c + at;
    if (count == 8) {
      for (; row < whole; row += 4) {
        tile(from, aRow, aDepth, b + at, bDepth, to, cRow, depth);
        from += aRow * 4;
        to += cRow * 4;
      }
    }
    for (; row < rows; row++) {
      strip(from, aDepth, b + at, bDepth, to, count, depth);
      from += aRow;
      to += cRow;
    }
  }
}

/** `to = fromᵀ`: `[rows, columns] -> [columns, rows]`; rows of `from` lie `stride` bytes apart. */
export function transpose(from: usize, stride: usize, to: usize, rows: i32, columns: i32): void {
  for (let column = 0; column < columns; column++) {
    let source = from + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      store<f32>(to, load<f32>(source));
      source += stride;
      to += 4;
    }
  }
}

/**
 * Adds to `[units, width]` what the recurrent kernel gets from all steps of a batch: `Σ stateᵀ slopes`, the state being that of the step
 * before. `states` is `[batch, steps, units]`; rows of slopes and of the sum lie `slopeRow` and `sumRow` bytes apart.
 */
export function addKernelGradient(
  states: usize, slopes: usize, slopeRow: usize, sum: usize, sumRow: usize,
  batch: i32, steps: i32, units: i32, width: i32, backwards: bool,
): void {
  const stateRow = (<usize>units) << 2;
  // The first step has a state of zeros: it gives nothing.
  const fromState = backwards ? stateRow : <usize>0;
  const fromSlope = backwards ? <usize>0 : slopeRow;
  for (let sample = 0; sample < batch; sample++) {
    accumulate(states + fromState, 4, stateRow, slopes + fromSlope, slopeRow, sum, sumRow, units, width, steps - 1);
    states += stateRow * <usize>steps;
    slopes += slopeRow * <usize>steps;
  }
}
