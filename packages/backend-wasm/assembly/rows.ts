import { loadLanes, storeLanes } from './simd';

/** Sums over rows: `[rows, columns] -> [columns]`, each column from the first row to the last. */
export function columnSums(x: usize, sums: usize, rows: i32, columns: i32): void {
  const stride = (<usize>columns) << 2;
  let column = 0;
  for (; column + 16 <= columns; column += 16) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let from = x + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from, 16));
      c = f32x4.add(c, v128.load(from, 32));
      d = f32x4.add(d, v128.load(from, 48));
      from += stride;
    }
    const to = sums + ((<usize>column) << 2);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
  for (; column < columns; column += 4) {
    const count = columns - column;
    let sum = f32x4.splat(0);
    let from = x + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, loadLanes(from, count));
      from += stride;
    }
    storeLanes(sums + ((<usize>column) << 2), sum, count);
  }
}

/** `y[row] = x[row] + bias`; x and y may be one. */
export function addBias(x: usize, bias: usize, y: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let from = bias;
    for (let left = columns; left > 0; left -= 4) {
      storeLanes(y, f32x4.add(loadLanes(x, left), loadLanes(from, left)), left);
      const step = (<usize>min(left, 4)) << 2;
      x += step;
      y += step;
      from += step;
    }
  }
}

/** `fround(byte * scale)` of four bytes in the low lanes of a vector of words; products in double precision. */
@inline
function scaled(words: v128, by: v128): v128 {
  const low = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.convert_low_i32x4_u(words), by));
  const upper = v128.shuffle<i64>(words, words, 1, 0);
  const high = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.convert_low_i32x4_u(upper), by));
  return v128.shuffle<i64>(low, high, 0, 2);
}

/** `fround(byte * scale)`, the product in double precision, as a Float32Array of JavaScript's products has it. */
export function bytesToFloat(bytes: usize, values: usize, n: i32, scale: f64): void {
  const by = f64x2.splat(scale);
  let left = n;
  for (; left >= 8; left -= 8) {
    const words = i16x8.extend_low_i8x16_u(v128.load64_zero(bytes));
    v128.store(values, scaled(i32x4.extend_low_i16x8_u(words), by));
    v128.store(values, scaled(i32x4.extend_high_i16x8_u(words), by), 16);
    bytes += 8;
    values += 32;
  }
  for (; left > 0; left--) {
    store<f32>(values, <f32>(<f64>load<u8>(bytes) * scale));
    bytes++;
    values += 4;
  }
}

/** Adds a row to another. */
@inline
function addRow(from: usize, to: usize, width: i32): void {
  let left = width;
  for (; left >= 4; left -= 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  if (left > 0) storeLanes(to, f32x4.add(loadLanes(to, left), loadLanes(from, left)), left);
}

/** `out[indices[i]] += rows[i]`; out is `[count, width]` and begins as zeros. Indices outside [0, count) are left out. */
export function scatterAddRows(rows: usize, indices: usize, out: usize, length: i32, width: i32, count: i32): void {
  const stride = (<usize>width) << 2;
  memory.fill(out, 0, <usize>count * stride);
  for (let row = 0; row < length; row++) {
    const index = load<u32>(indices);
    if (index < <u32>count) addRow(rows, out + <usize>index * stride, width);
    indices += 4;
    rows += stride;
  }
}

/** `out[i] = table[indices[i]]`; the table is `[count, width]`. A row whose index lies outside [0, count) is NaN. */
export function gatherRows(table: usize, indices: usize, out: usize, length: i32, width: i32, count: i32): void {
  const stride = (<usize>width) << 2;
  for (let row = 0; row < length; row++) {
    const index = load<u32>(indices);
    if (index < <u32>count) memory.copy(out, table + <usize>index * stride, stride);
    else for (let at: usize = 0; at < stride; at += 4) store<f32>(out + at, NaN);
    indices += 4;
    out += stride;
  }
}

/** `out[i] = fround(table[indices[i]] * scale)` for a table of bytes, `[count, width]`; see {@link bytesToFloat} and {@link gatherRows}. */
export function gatherBytes(
  table: usize, indices: usize, out: usize, length: i32, width: i32, count: i32, scale: f64,
): void {
  const stride = (<usize>width) << 2;
  for (let row = 0; row < length; row++) {
    const index = load<u32>(indices);
    if (index < <u32>count) bytesToFloat(table + <usize>index * <usize>width, out, width, scale);
    else for (let at: usize = 0; at < stride; at += 4) store<f32>(out + at, NaN);
    indices += 4;
    out += stride;
  }
}
