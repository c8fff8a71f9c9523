import { madd } from './simd';

/**
 * One position of a depthwise convolution, all channels: each is the sum over `rows` by `columns` taps of source times filter.
 * Both walk in steps of bytes that may be negative (as wrapping numbers), for the gradient walks its source backwards.
 */
export function depthwisePoint(
  source: usize, filter: usize, to: usize, channels: i32, rows: i32, columns: i32,
  sourceRow: usize, sourceColumn: usize, filterRow: usize, filterColumn: usize,
): void {
  let channel = 0;
  for (; channel + 16 <= channels; channel += 16) {
    const at = <usize>channel << 2;
    sixteen(source + at, filter + at, to + at, rows, columns, sourceRow, sourceColumn, filterRow, filterColumn);
  }
  for (; channel + 4 <= channels; channel += 4) {
    const at = <usize>channel << 2;
    four(source + at, filter + at, to + at, rows, columns, sourceRow, sourceColumn, filterRow, filterColumn);
  }
  for (; channel < channels; channel++) {
    const at = <usize>channel << 2;
    one(source + at, filter + at, to + at, rows, columns, sourceRow, sourceColumn, filterRow, filterColumn);
  }
}

@inline
function sixteen(
  source: usize, filter: usize, to: usize, rows: i32, columns: i32,
  sourceRow: usize, sourceColumn: usize, filterRow: usize, filterColumn: usize,
): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let row = 0; row < rows; row++) {
    let x = source + <usize>row * sourceRow;
    let f = filter + <usize>row * filterRow;
    for (let column = 0; column < columns; column++) {
      a = madd(a, v128.load(x, 0), v128.load(f, 0));
      b = madd(b, v128.load(x, 16), v128.load(f, 16));
      c = madd(c, v128.load(x, 32), v128.load(f, 32));
      d = madd(d, v128.load(x, 48), v128.load(f, 48));
      x += sourceColumn;
      f += filterColumn;
    }
  }
  v128.store(to, a, 0);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

@inline
function four(
  source: usize, filter: usize, to: usize, rows: i32, columns: i32,
  sourceRow: usize, sourceColumn: usize, filterRow: usize, filterColumn: usize,
): void {
  let sum = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let x = source + <usize>row * sourceRow;
    let f = filter + <usize>row * filterRow;
    for (let column = 0; column < columns; column++) {
      sum = madd(sum, v128.load(x), v128.load(f));
      x += sourceColumn;
      f += filterColumn;
    }
  }
  v128.store(to, sum);
}

@inline
function one(
  source: usize, filter: usize, to: usize, rows: i32, columns: i32,
  sourceRow: usize, sourceColumn: usize, filterRow: usize, filterColumn: usize,
): void {
  let sum: f32 = 0;
  for (let row = 0; row < rows; row++) {
    let x = source + <usize>row * sourceRow;
    let f = filter + <usize>row * filterRow;
    for (let column = 0; column < columns; column++) {
      sum += load<f32>(x) * load<f32>(f);
      x += sourceColumn;
      f += filterColumn;
    }
  }
  store<f32>(to, sum);
}

/** One tap of a filter's gradient, all channels: adds the sum over `rows` by `columns` positions of `x` times `dy` to `to`. */
export function depthwiseTap(
  x: usize, dy: usize, to: usize, channels: i32, rows: i32, columns: i32,
  xRow: usize, xColumn: usize, dyRow: usize, dyColumn: usize,
): void {
  let channel = 0;
  for (; channel + 16 <= channels; channel += 16) {
    const at = <usize>channel << 2;
    addSixteen(x + at, dy + at, to + at, rows, columns, xRow, xColumn, dyRow, dyColumn);
  }
  for (; channel + 4 <= channels; channel += 4) {
    const at = <usize>channel << 2;
    addFour(x + at, dy + at, to + at, rows, columns, xRow, xColumn, dyRow, dyColumn);
  }
  for (; channel < channels; channel++) {
    const at = <usize>channel << 2;
    const before = load<f32>(to + at);
    one(x + at, dy + at, to + at, rows, columns, xRow, xColumn, dyRow, dyColumn);
    store<f32>(to + at, before + load<f32>(to + at));
  }
}

@inline
function addSixteen(
  x: usize, dy: usize, to: usize, rows: i32, columns: i32, xRow: usize, xColumn: usize, dyRow: usize, dyColumn: usize,
): void {
  const a = v128.load(to, 0);
  const b = v128.load(to, 16);
  const c = v128.load(to, 32);
  const d = v128.load(to, 48);
  sixteen(x, dy, to, rows, columns, xRow, xColumn, dyRow, dyColumn);
  v128.store(to, f32x4.add(a, v128.load(to, 0)), 0);
  v128.store(to, f32x4.add(b, v128.load(to, 16)), 16);
  v128.store(to, f32x4.add(c, v128.load(to, 32)), 32);
  v128.store(to, f32x4.add(d, v128.load(to, 48)), 48);
}

@inline
function addFour(
  x: usize, dy: usize, to: usize, rows: i32, columns: i32, xRow: usize, xColumn: usize, dyRow: usize, dyColumn: usize,
): void {
  const before = v128.load(to);
  four(x, dy, to, rows, columns, xRow, xColumn, dyRow, dyColumn);
  v128.store(to, f32x4.add(before, v128.load(to)));
}
