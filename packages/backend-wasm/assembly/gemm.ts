import { loadLanes, madd, storeLanes } from './simd';

// Matrix products. The register tile is 4 rows by 8 columns: its eight sums, two vectors of b and one of a fit into the sixteen
// vector registers of x86, where larger tiles spill. The panel of eight columns of b that a tile walks down is read in place, or
// copied to scratch first where its columns lie apart, where it is the last and narrow one, or where many rows share it.
// Blocking as in Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008).

/** Columns of a tile. */
export const WIDTH: i32 = 8;
/** Rows of a tile. */
export const HEIGHT: i32 = 4;
/** Steps of depth taken at once, so that a panel (12 kB) stays in the first cache. */
const DEPTH: i32 = 384;
/** From this many rows on, copying a panel costs less than walking it with large strides. */
const SHARED_ROWS: i32 = 24;

/** Bytes of a tile. */
export const TILE: i32 = HEIGHT * WIDTH * 4;

/** Bytes of a row of a tile. */
export const ROW: i32 = WIDTH * 4;

/** Bytes of scratch that {@link matMul} needs: a tile for the edges, a piece of the bias, one panel. */
export function matMulScratchBytes(): i32 {
  return TILE + ROW + DEPTH * ROW;
}

/** Copies eight entries of the bias, zeros beyond the last; gives the address of the copy, or 0 where there is no bias. */
@inline
export function packBias(to: usize, bias: usize, columns: i32): usize {
  if (!bias) return 0;
  v128.store(to, loadLanes(bias, columns));
  v128.store(to, loadLanes(bias + 16, columns - 4), 16);
  return to;
}

/** Copies a panel of b, `depth` by WIDTH, to `to`; columns from `columns` on become zeros. */
export function packPanel(to: usize, b: usize, depthStride: usize, columnStride: usize, depth: i32, columns: i32): void {
  if (columnStride == 4) {
    for (let k = 0; k < depth; k++) {
      v128.store(to, loadLanes(b, columns));
      v128.store(to, loadLanes(b + 16, columns - 4), 16);
      to += ROW;
      b += depthStride;
    }
    return;
  }
  packColumns(to, b, depthStride, columnStride, depth, min(columns, 4));
  packColumns(to + 16, b + columnStride * 4, depthStride, columnStride, depth, columns - 4);
}

/** Copies up to four columns that lie apart, transposing four by four where depth is contiguous. */
function packColumns(to: usize, b: usize, depthStride: usize, columnStride: usize, depth: i32, columns: i32): void {
  let k = 0;
  if (depthStride == 4 && columns == 4) {
    const b1 = b + columnStride;
    const b2 = b1 + columnStride;
    const b3 = b2 + columnStride;
    for (; k + 4 <= depth; k += 4) {
      const at = (<usize>k) << 2;
      const c0 = v128.load(b + at);
      const c1 = v128.load(b1 + at);
      const c2 = v128.load(b2 + at);
      const c3 = v128.load(b3 + at);
      const low01 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), ROW);
      v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), ROW * 2);
      v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), ROW * 3);
      to += ROW * 4;
    }
  }
  for (; k < depth; k++) {
    let value = f32x4.splat(0);
    const from = b + <usize>k * depthStride;
    if (columns > 0) value = v128.load32_lane(from, value, 0);
    if (columns > 1) value = v128.load32_lane(from + columnStride, value, 1);
    if (columns > 2) value = v128.load32_lane(from + columnStride * 2, value, 2);
    if (columns > 3) value = v128.load32_lane(from + columnStride * 3, value, 3);
    v128.store(to, value);
    to += ROW;
  }
}

/** ReLU that keeps NaN: `max` in WebAssembly does, whichever side it is on. */
@inline
export function finish(value: v128, relu: bool): v128 {
  return relu ? f32x4.max(value, f32x4.splat(0)) : value;
}

/**
 * One whole tile of c, from four rows of a. It goes on from what c holds, or from `bias` if that is an address, or from zero.
 *
 * @param adjacent whether the four rows are neighbours in memory, as in a transposed a: one address then serves them all.
 * @param narrow whether just the first four columns are wanted.
 */
@inline
function tile(
  adjacent: bool, narrow: bool,
  a0: usize, a1: usize, a2: usize, a3: usize, aDepth: usize, b: usize, bDepth: usize,
  bias: usize, c: usize, cRow: usize, depth: i32, isFirst: bool, relu: bool,
): void {
  let low0 = f32x4.splat(0);
  let high0 = f32x4.splat(0);
  if (bias) {
    low0 = v128.load(bias);
    high0 = v128.load(bias, 16);
  }
  let low1 = low0, low2 = low0, low3 = low0;
  let high1 = high0, high2 = high0, high3 = high0;
  if (!isFirst) {
    low0 = v128.load(c);
    high0 = v128.load(c, 16);
    low1 = v128.load(c + cRow);
    high1 = v128.load(c + cRow, 16);
    low2 = v128.load(c + 2 * cRow);
    high2 = v128.load(c + 2 * cRow, 16);
    low3 = v128.load(c + 3 * cRow);
    high3 = v128.load(c + 3 * cRow, 16);
  }
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = narrow ? b0 : v128.load(b, 16);
    let x = v128.load_splat<f32>(a0);
    low0 = madd(low0, x, b0);
    if (!narrow) high0 = madd(high0, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0, 4) : v128.load_splat<f32>(a1);
    low1 = madd(low1, x, b0);
    if (!narrow) high1 = madd(high1, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0, 8) : v128.load_splat<f32>(a2);
    low2 = madd(low2, x, b0);
    if (!narrow) high2 = madd(high2, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0, 12) : v128.load_splat<f32>(a3);
    low3 = madd(low3, x, b0);
    if (!narrow) high3 = madd(high3, x, b1);
    b += bDepth;
    a0 += aDepth;
    if (!adjacent) {
      a1 += aDepth;
      a2 += aDepth;
      a3 += aDepth;
    }
  }
  v128.store(c, finish(low0, relu));
  v128.store(c, finish(high0, relu), 16);
  v128.store(c + cRow, finish(low1, relu));
  v128.store(c + cRow, finish(high1, relu), 16);
  v128.store(c + 2 * cRow, finish(low2, relu));
  v128.store(c + 2 * cRow, finish(high2, relu), 16);
  v128.store(c + 3 * cRow, finish(low3, relu));
  v128.store(c + 3 * cRow, finish(high3, relu), 16);
}

/** Copies `rows` by `columns` floats, columns at most WIDTH; the tile at an edge is computed beside c and copied. */
export function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    storeLanes(to, loadLanes(from, columns), columns);
    if (columns > 4) storeLanes(to + 16, loadLanes(from + 16, columns - 4), columns - 4);
    to += toRow;
    from += fromRow;
  }
}

/**
 * Walks a panel down all rows of c: `columns` of them, at most WIDTH, over `depth` steps.
 *
 * Rows beyond the last are computed as copies of it, and thrown away with the tile that has them.
 */
function walkPanel(
  a: usize,
  aRow: usize,
  aDepth: usize,
  panel: usize,
  panelStep: usize,
  bias: usize,
  c: usize,
  cRow: usize,
  m: i32,
  columns: i32,
  depth: i32,
  isFirst: bool,
  relu: bool,
  spare: usize,
): void {
  let i = 0;
  if (columns == WIDTH && aRow == 4) {
    for (; i + HEIGHT <= m; i += HEIGHT) {
      tile(true, false, a, 0, 0, 0, aDepth, panel, panelStep, bias, c, cRow, depth, isFirst, relu);
      a += HEIGHT * 4;
      c += cRow * HEIGHT;
    }
  } else if (columns == WIDTH) {
    for (; i + HEIGHT <= m; i += HEIGHT) {
      tile(false, false, a, a + aRow, a + 2 * aRow, a + 3 * aRow, aDepth, panel, panelStep, bias, c, cRow, depth, isFirst, relu);
      a += aRow * HEIGHT;
      c += cRow * HEIGHT;
    }
  }
  for (; i < m; i += HEIGHT) {
    const rows = min(m - i, HEIGHT);
    const a1 = rows > 1 ? a + aRow : a;
    const a2 = rows > 2 ? a1 + aRow : a1;
    const a3 = rows > 3 ? a2 + aRow : a2;
    if (!isFirst) copyTile(spare, ROW, c, cRow, rows, columns);
    if (columns > 4) tile(false, false, a, a1, a2, a3, aDepth, panel, panelStep, bias, spare, ROW, depth, isFirst, relu);
    else tile(false, true, a, a1, a2, a3, aDepth, panel, panelStep, bias, spare, ROW, depth, isFirst, relu);
    copyTile(c, cRow, spare, ROW, rows, columns);
    a += aRow * HEIGHT;
    c += cRow * HEIGHT;
  }
}

/** Adds `x0 b0 + x1 b1 + x2 b2 + x3 b3`, one term after the other, to a row of c. */
@inline
function addFour(
  c: usize, bytes: usize, x0: f32, x1: f32, x2: f32, x3: f32, b0: usize, b1: usize, b2: usize, b3: usize,
): void {
  const v0 = f32x4.splat(x0);
  const v1 = f32x4.splat(x1);
  const v2 = f32x4.splat(x2);
  const v3 = f32x4.splat(x3);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    let sum = madd(v128.load(c + at), v0, v128.load(b0 + at));
    sum = madd(sum, v1, v128.load(b1 + at));
    sum = madd(sum, v2, v128.load(b2 + at));
    v128.store(c + at, madd(sum, v3, v128.load(b3 + at)));
  }
  for (; at < bytes; at += 4) {
    let sum = load<f32>(c + at) + x0 * load<f32>(b0 + at);
    sum += x1 * load<f32>(b1 + at);
    sum += x2 * load<f32>(b2 + at);
    store<f32>(c + at, sum + x3 * load<f32>(b3 + at));
  }
}

/** Adds `x b` to a row of c. */
@inline
function addOne(c: usize, bytes: usize, x: f32, b: usize): void {
  const v = f32x4.splat(x);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(c + at, madd(v128.load(c + at), v, v128.load(b + at)));
  for (; at < bytes; at += 4) store<f32>(c + at, load<f32>(c + at) + x * load<f32>(b + at));
}

/**
 * A product of few rows, one by one: a tile would compute four for each. b is read once, row by row as it lies; the terms of a sum come in the
 * same order as in a tile.
 */
function multiplyRows(
  a: usize, aRow: usize, aDepth: usize, b: usize, bDepth: usize, bias: usize, c: usize, m: i32, n: i32, k: i32, relu: bool,
): void {
  const bytes = (<usize>n) << 2;
  for (let row = 0; row < m; row++, a += aRow, c += bytes) {
    if (bias) memory.copy(c, bias, bytes);
    else memory.fill(c, 0, bytes);
    let from = b;
    let x = a;
    let depth = 0;
    for (; depth + 4 <= k; depth += 4, x += 4 * aDepth, from += 4 * bDepth) {
      addFour(c, bytes, load<f32>(x), load<f32>(x + aDepth), load<f32>(x + 2 * aDepth), load<f32>(x + 3 * aDepth), from,
        from + bDepth, from + 2 * bDepth, from + 3 * bDepth);
    }
    for (; depth < k; depth++, x += aDepth, from += bDepth) addOne(c, bytes, load<f32>(x), from);
    if (!relu) continue;
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(c + at, finish(v128.load(c + at), true));
    for (; at < bytes; at += 4) store<f32>(c + at, max<f32>(0, load<f32>(c + at)));
  }
}

/**
 * `c = a b + bias`, then ReLU if asked: `[m, k] x [k, n] -> [m, n]`, c row by row.
 *
 * Strides are in bytes, so either operand may be a transposed view. `bias` is an address, or 0 for none.
 */
export function matMul(
  a: usize,
  aRow: usize,
  aDepth: usize,
  b: usize,
  bDepth: usize,
  bColumn: usize,
  bias: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  relu: bool,
  scratch: usize,
): void {
  if (m < HEIGHT && bColumn == 4) {
    multiplyRows(a, aRow, aDepth, b, bDepth, bias, c, m, n, k, relu);
    return;
  }
  const cRow = (<usize>n) << 2;
  const packed = scratch + TILE + ROW;
  for (let from = 0; from < k; from += DEPTH) {
    const depth = min(k - from, DEPTH);
    const isFirst = from == 0;
    const doRelu = relu && from + DEPTH >= k;
    for (let j = 0; j < n; j += WIDTH) {
      const columns = min(n - j, WIDTH);
      const column = (<usize>j) << 2;
      let panel = b + <usize>from * bDepth + <usize>j * bColumn;
      let step = bDepth;
      if (bColumn != 4 || columns < WIDTH || m >= SHARED_ROWS) {
        packPanel(packed, panel, bDepth, bColumn, depth, columns);
        panel = packed;
        step = ROW;
      }
      const panelBias = packBias(scratch + TILE, bias && isFirst ? bias + column : 0, columns);
      walkPanel(
        a + <usize>from * aDepth,
        aRow,
        aDepth,
        panel,
        step,
        panelBias,
        c + column,
        cRow,
        m,
        columns,
        depth,
        isFirst,
        doRelu,
        scratch,
      );
    }
  }
}
