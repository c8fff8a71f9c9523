import { copyTile, finish, HEIGHT, matMul, packBias, packPanel, ROW, TILE, WIDTH } from './gemm';
import { madd } from './simd';

// A product that leaves out the depths at which all four rows of a tile are zero, as most pixels of a drawing are. It adds the same
// terms in the same order, less those that add zero, so its sums are the same bits. (A term 0 * b that is left out would be NaN if b
// were infinite or NaN; the training loop refuses a loss that is not finite.)

/** Of 8: from this share of depths that have to be taken on, the plain product is faster. */
const DENSE_EIGHTHS: i32 = 6;

/** Rows that are looked at first; a multiple of a block's. */
const PROBED: i32 = 32;

/** Blocks of rows. */
@inline
function blocks(m: i32): i32 {
  return (m + HEIGHT - 1) / HEIGHT;
}

/** Bytes of scratch: a tile, a piece of bias, a whole panel, and for each block of rows a count and a list of depths. */
export function matMulSparseScratchBytes(m: i32, k: i32): i32 {
  return TILE + ROW + max(k, 512) * ROW + blocks(m) * (k + 1) * 4;
}

/** Appends the depths at which any of four rows is not zero; gives their number. */
function listDepths(list: usize, a: usize, aRow: usize, aDepth: usize, rows: i32, k: i32): i32 {
  let to = list;
  for (let depth = 0; depth < k; depth++) {
    const at = a + <usize>depth * aDepth;
    let bits = load<u32>(at);
    for (let row = 1; row < rows; row++) bits |= load<u32>(at + <usize>row * aRow);
    store<u32>(to, depth);
    to += <usize>(<i32>(bits << 1 != 0)) << 2;
  }
  return <i32>((to - list) >> 2);
}

/** {@link listDepths} for four rows whose elements of one depth are neighbours. */
function listDepthsOfColumns(list: usize, a: usize, aDepth: usize, k: i32): i32 {
  let to = list;
  for (let depth = 0; depth < k; depth++) {
    const any = v128.any_true(i32x4.shl(v128.load(a), 1));
    store<u32>(to, depth);
    to += <usize>(<i32>any) << 2;
    a += aDepth;
  }
  return <i32>((to - list) >> 2);
}

/** {@link listDepths} for four rows that each lie in one piece. */
function listDepthsOfRows(list: usize, a: usize, aRow: usize, k: i32): i32 {
  let to = list;
  let depth = 0;
  for (; depth + 4 <= k; depth += 4) {
    const upper = v128.or(v128.load(a), v128.load(a + aRow));
    const lower = v128.or(v128.load(a + 2 * aRow), v128.load(a + 3 * aRow));
    const bits = i32x4.bitmask(i32x4.ne(i32x4.shl(v128.or(upper, lower), 1), i32x4.splat(0)));
    a += 16;
    if (!bits) continue;
    store<u32>(to, depth);
    to += <usize>(bits & 1) << 2;
    store<u32>(to, depth + 1);
    to += <usize>((bits >> 1) & 1) << 2;
    store<u32>(to, depth + 2);
    to += <usize>((bits >> 2) & 1) << 2;
    store<u32>(to, depth + 3);
    to += <usize>(bits >> 3) << 2;
  }
  const rest = listDepths(to, a, aRow, 4, HEIGHT, k - depth);
  for (let i = 0; i < rest; i++) store<u32>(to + ((<usize>i) << 2), load<u32>(to + ((<usize>i) << 2)) + depth);
  return <i32>((to - list) >> 2) + rest;
}

/** One whole tile over the listed depths alone; `adjacent` as for the plain tile. */
@inline
function sparseTile(
  adjacent: bool,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  aDepth: usize,
  panel: usize,
  bias: usize,
  c: usize,
  cRow: usize,
  list: usize,
  count: i32,
  relu: bool,
): void {
  let low0 = f32x4.splat(0);
  let high0 = f32x4.splat(0);
  if (bias) {
    low0 = v128.load(bias);
    high0 = v128.load(bias, 16);
  }
  let low1 = low0;
  let low2 = low0;
  let low3 = low0;
  let high1 = high0;
  let high2 = high0;
  let high3 = high0;
  const end = list + ((<usize>count) << 2);
  for (; list < end; list += 4) {
    const depth = <usize>load<u32>(list);
    const b = panel + depth * ROW;
    const at = depth * aDepth;
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a0 + at);
    low0 = madd(low0, x, b0);
    high0 = madd(high0, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0 + at, 4) : v128.load_splat<f32>(a1 + at);
    low1 = madd(low1, x, b0);
    high1 = madd(high1, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0 + at, 8) : v128.load_splat<f32>(a2 + at);
    low2 = madd(low2, x, b0);
    high2 = madd(high2, x, b1);
    x = adjacent ? v128.load_splat<f32>(a0 + at, 12) : v128.load_splat<f32>(a3 + at);
    low3 = madd(low3, x, b0);
    high3 = madd(high3, x, b1);
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

/** Lists the depths of every block of rows; gives their number in all. */
function listAll(lists: usize, a: usize, aRow: usize, aDepth: usize, m: i32, k: i32): i32 {
  const stride = <usize>(k + 1) << 2;
  let total = 0;
  for (let i = 0; i < m; i += HEIGHT) {
    const rows = min(m - i, HEIGHT);
    const list = lists + 4;
    let count: i32;
    if (rows == HEIGHT && aDepth == 4) count = listDepthsOfRows(list, a, aRow, k);
    else if (rows == HEIGHT && aRow == 4) count = listDepthsOfColumns(list, a, aDepth, k);
    else count = listDepths(list, a, aRow, aDepth, rows, k);
    store<i32>(lists, count);
    total += count;
    lists += stride;
    a += aRow * HEIGHT;
  }
  return total;
}

/** Lists the depths of every block of rows, and tells whether leaving out the others pays. */
function isSparse(lists: usize, a: usize, aRow: usize, aDepth: usize, m: i32, k: i32): bool {
  return listAll(lists, a, aRow, aDepth, m, k) <= ((blocks(m) * k) / 8) * DENSE_EIGHTHS;
}

/** Walks a panel down all rows of c, each block with its own list. */
function walkSparse(
  a: usize,
  aRow: usize,
  aDepth: usize,
  panel: usize,
  bias: usize,
  c: usize,
  cRow: usize,
  m: i32,
  columns: i32,
  lists: usize,
  listStride: usize,
  relu: bool,
  spare: usize,
): void {
  for (let i = 0; i < m; i += HEIGHT) {
    const rows = min(m - i, HEIGHT);
    const isWhole = rows == HEIGHT && columns == WIDTH;
    const a1 = rows > 1 ? a + aRow : a;
    const a2 = rows > 2 ? a1 + aRow : a1;
    const a3 = rows > 3 ? a2 + aRow : a2;
    const to = isWhole ? c : spare;
    const toRow = isWhole ? cRow : <usize>ROW;
    const list = lists + 4;
    const count = load<i32>(lists);
    if (aRow == 4 && rows == HEIGHT) sparseTile(true, a, 0, 0, 0, aDepth, panel, bias, to, toRow, list, count, relu);
    else sparseTile(false, a, a1, a2, a3, aDepth, panel, bias, to, toRow, list, count, relu);
    if (!isWhole) copyTile(c, cRow, spare, ROW, rows, columns);
    lists += listStride;
    a += aRow * HEIGHT;
    c += cRow * HEIGHT;
  }
}

/** As `matMul`, but leaves out depths at which four rows of a are zero, where that pays. */
export function matMulSparse(
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
  const packed = scratch + TILE + ROW;
  const lists = packed + <usize>max(k, 512) * ROW;
  // Some rows tell what the others are like, so that a dense operand is not gone through for nothing.
  const isDense = m > PROBED && !isSparse(lists, a, aRow, aDepth, PROBED, k);
  if (n < WIDTH || isDense || !isSparse(lists, a, aRow, aDepth, m, k)) {
    matMul(a, aRow, aDepth, b, bDepth, bColumn, bias, c, m, n, k, relu, scratch);
    return;
  }
  const cRow = (<usize>n) << 2;
  for (let j = 0; j < n; j += WIDTH) {
    const columns = min(n - j, WIDTH);
    const column = (<usize>j) << 2;
    packPanel(packed, b + <usize>j * bColumn, bDepth, bColumn, k, columns);
    const panelBias = packBias(scratch + TILE, bias ? bias + column : 0, columns);
    walkSparse(
      a,
      aRow,
      aDepth,
      packed,
      panelBias,
      c + column,
      cRow,
      m,
      columns,
      lists,
      <usize>(k + 1) << 2,
      relu,
      scratch,
    );
  }
}
