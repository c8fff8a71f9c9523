import { TILE_POSITIONS } from './images';
import { storeRow } from './cut-rows';
import { madd } from './simd';

// A convolution is a product of two matrices: windows as rows, times the filter. The windows are not copied: each row of a tile
// is an address, and the walk over the taps is the same for all of them. The filter is cut into panels of eight columns, each
// preceded by its eight biases: [8] then [taps * channels][8]. A tile is 4 positions by 8 columns: 8 sums, 2 columns and a
// value fit into the 15 vector registers that engines leave on x86-64.

/** Bytes of the panels of a filter of `depth` rows (taps times channels) and `columns` columns. */
@inline
export function panelBytes(depth: i32, columns: i32): usize {
  return (<usize>(columns + 7) >> 3) * ((<usize>depth + 1) << 5);
}

/** Cuts a filter `[depth, columns]` into panels; the last is filled up with zeros. */
export function packPanels(filter: usize, bias: usize, depth: i32, columns: i32, to: usize): void {
  const rowBytes = <usize>columns << 2;
  for (let column = 0; column < columns; column += 8) {
    const width = min(8, columns - column);
    const at = <usize>column << 2;
    if (bias) packRow(bias + at, width, to);
    else memory.fill(to, 0, 32);
    to += 32;
    for (let row = 0; row < depth; row++) {
      packRow(filter + <usize>row * rowBytes + at, width, to);
      to += 32;
    }
  }
}

/** Copies `width` floats and fills up to eight with zeros. */
@inline
export function packRow(from: usize, width: i32, to: usize): void {
  if (width < 8) {
    v128.store(to, f32x4.splat(0), 0);
    v128.store(to, f32x4.splat(0), 16);
    for (let i: usize = 0; i < <usize>width << 2; i += 4) store<f32>(to + i, load<f32>(from + i));
  } else {
    v128.store(to, v128.load(from, 0), 0);
    v128.store(to, v128.load(from, 16), 16);
  }
}

/** Address of entry `index` of a table of pairs of offsets; past the end the last entry is repeated. */
@inline
function entry(table: usize, index: i32, count: i32): usize {
  return table + (<usize>min(index, count - 1) << 3);
}

/** Four positions of a table by the eight columns of a panel. */
@inline
function convolveTile(
  source: usize, target: usize, table: usize, index: i32, count: i32, panel: usize, width: i32, ranges: usize,
  tapRows: usize, runs: i32, runStep: usize, runBytes: usize, relu: bool,
): void {
  const e0 = entry(table, index, count);
  const e1 = entry(table, index + 1, count);
  const e2 = entry(table, index + 2, count);
  const e3 = entry(table, index + 3, count);
  const s0 = source + load<u32>(e0);
  const s1 = source + load<u32>(e1);
  const s2 = source + load<u32>(e2);
  const s3 = source + load<u32>(e3);
  let a0 = v128.load(panel, 0);
  let b0 = v128.load(panel, 16);
  let a1 = a0;
  let b1 = b0;
  let a2 = a0;
  let b2 = b0;
  let a3 = a0;
  let b3 = b0;
  const range = ranges + (<usize>(index / TILE_POSITIONS) << 3);
  const end = load<i32>(range, 4);
  panel += <usize>load<i32>(range) * <usize>runs * (runBytes << 3);
  for (let tapRow = load<i32>(range); tapRow < end; tapRow++) {
    for (let run = 0; run < runs; run++) {
      const start = <usize>load<u32>(tapRows + (<usize>tapRow << 2)) + <usize>run * runStep;
      for (let at = start; at < start + runBytes; at += 4) {
        panel += 32;
        const low = v128.load(panel, 0);
        const high = v128.load(panel, 16);
        const x0 = v128.load32_splat(s0 + at);
        a0 = madd(a0, x0, low);
        b0 = madd(b0, x0, high);
        const x1 = v128.load32_splat(s1 + at);
        a1 = madd(a1, x1, low);
        b1 = madd(b1, x1, high);
        const x2 = v128.load32_splat(s2 + at);
        a2 = madd(a2, x2, low);
        b2 = madd(b2, x2, high);
        const x3 = v128.load32_splat(s3 + at);
        a3 = madd(a3, x3, low);
        b3 = madd(b3, x3, high);
      }
    }
  }
  storeTileRow(target + load<u32>(e0, 4), a0, b0, width, relu);
  storeTileRow(target + load<u32>(e1, 4), a1, b1, width, relu);
  storeTileRow(target + load<u32>(e2, 4), a2, b2, width, relu);
  storeTileRow(target + load<u32>(e3, 4), a3, b3, width, relu);
}

@inline
function storeTileRow(to: usize, low: v128, high: v128, width: i32, relu: bool): void {
  const zero = f32x4.splat(0);
  const first = relu ? f32x4.max(low, zero) : low;
  const second = relu ? f32x4.max(high, zero) : high;
  if (width >= 8) {
    v128.store(to, first, 0);
    v128.store(to, second, 16);
  } else {
    storeRow(to, first, second, width);
  }
}

/**
 * Convolves the positions of a table with a filter in panels. The taps of a window are `tapRowCount` rows, whose offsets
 * `tapRows` holds, of `runs` stretches of `runBytes` contiguous bytes, `runStep` bytes apart; `ranges` says which rows each tile needs.
 */
export function convolve(
  source: usize, target: usize, table: usize, ranges: usize, count: i32, panels: usize, columns: i32,
  tapRows: usize, tapRowCount: i32, runs: i32, runStep: usize, runBytes: usize, relu: bool,
): void {
  const panelSize = <usize>tapRowCount * <usize>runs * (runBytes << 3) + 32;
  // Blocks of positions keep the image near while the panels pass over it.
  for (let block = 0; block < count; block += 256) {
    const end = min(count, block + 256);
    let panel = panels;
    for (let column = 0; column < columns; column += 8) {
      const to = target + (<usize>column << 2);
      const width = columns - column;
      for (let index = block; index < end; index += TILE_POSITIONS) {
        convolveTile(source, to, table, index, end, panel, width, ranges, tapRows, runs, runStep, runBytes, relu);
      }
      panel += panelSize;
    }
  }
}
