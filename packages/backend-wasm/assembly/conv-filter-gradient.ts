import { packRow } from './convolve';
import { groupSize, paddedSize, padVolumes, writeOffsets } from './images';
import { addRow } from './cut-rows';
import { madd } from './simd';

// The gradient by the filter is a product of matrices whose inner dimension is the positions of the output: windows as columns
// times dy. A tile is 4 rows of the filter (tap and channel) by 8 columns, summed in registers over a chunk of positions.

/** Positions summed before they are added to the gradient: their image and `dy` shall stay in the first cache (32 kB). */
@inline
function chunkSize(channels: i32, filters: i32): i32 {
  return max(32, 8192 / (channels + filters));
}

/** Byte offsets in the padded volume of the rows of the filter. */
function writeRowsOfFilter(
  table: usize, kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, channels: i32, planeStep: usize, rowStep: usize,
  columnStep: usize,
): void {
  for (let z = 0; z < kernelDepth; z++) {
    for (let y = 0; y < kernelHeight; y++) {
      for (let x = 0; x < kernelWidth; x++) {
        const start = <usize>z * planeStep + <usize>y * rowStep + <usize>x * columnStep;
        for (let channel = 0; channel < channels; channel++) {
          store<u32>(table, <u32>(start + (<usize>channel << 2)));
          table += 4;
        }
      }
    }
  }
}

/** Offset of entry `index`; past the end that of the last. */
@inline
function offset(table: usize, index: i32, count: i32): usize {
  return load<u32>(table + (<usize>min(index, count - 1) << 2));
}

/** Adds the sums of one tile over `count` positions, whose places in the image a table holds, to the gradient at `to`. */
@inline
function gradientTile(
  x: usize, dy: usize, to: usize, toRow: usize, rows: usize, index: i32, depth: i32, width: i32, places: usize, count: i32,
  dyStep: usize,
): void {
  const s0 = x + offset(rows, index, depth);
  const s1 = x + offset(rows, index + 1, depth);
  const s2 = x + offset(rows, index + 2, depth);
  const s3 = x + offset(rows, index + 3, depth);
  let a0 = f32x4.splat(0);
  let b0 = a0;
  let a1 = a0;
  let b1 = a0;
  let a2 = a0;
  let b2 = a0;
  let a3 = a0;
  let b3 = a0;
  for (const end = places + (<usize>count << 3); places < end; places += 8) {
    const at = <usize>load<u32>(places);
    const low = v128.load(dy, 0);
    const high = v128.load(dy, 16);
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
    dy += dyStep;
  }
  const left = depth - index;
  to += <usize>index * toRow;
  addRow(to, a0, b0, width);
  if (left > 1) addRow(to + toRow, a1, b1, width);
  if (left > 2) addRow(to + 2 * toRow, a2, b2, width);
  if (left > 3) addRow(to + 3 * toRow, a3, b3, width);
}

/** Adds the gradient of `count` positions to rows `first` to `end` of the filter; `tail` holds the last, narrow columns of `dy` filled up to eight. */
function chunkGradient(
  x: usize, dy: usize, tail: usize, df: usize, rows: usize, first: i32, end: i32, depth: i32, filters: i32, places: usize,
  count: i32,
): void {
  const pixel = <usize>filters << 2;
  for (let filter = 0; filter + 8 <= filters; filter += 8) {
    const at = <usize>filter << 2;
    for (let index = first; index < end; index += 4) {
      gradientTile(x, dy + at, df + at, pixel, rows, index, depth, 8, places, count, pixel);
    }
  }
  const width = filters & 7;
  if (width == 0) return;
  const to = df + (<usize>(filters - width) << 2);
  for (let index = first; index < end; index += 4) {
    gradientTile(x, tail, to, pixel, rows, index, depth, width, places, count, 32);
  }
}

/** Bytes of scratch that `conv3dFilterGradient` needs. */
export function conv3dFilterGradientScratchBytes(
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): usize {
  const positions = outDepth * outHeight * outWidth;
  const volumes = groupSize(batch, positions);
  const planes = paddedSize(depth, outDepth, kernelDepth, strideZ, dilationZ, padFront);
  const rows = paddedSize(height, outHeight, kernelHeight, strideY, dilationY, padTop);
  const columns = paddedSize(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const isPadded = planes > depth || rows > height || columns > width;
  const padded = isPadded ? <usize>(volumes * planes * rows) * (<usize>(columns * channels) << 2) : 0;
  const tail = filters & 7 ? <usize>(volumes * positions) << 5 : 0;
  const offsets = <usize>(kernelDepth * kernelHeight * kernelWidth * channels) << 2;
  return (<usize>(volumes * positions) << 3) + offsets + tail + padded;
}

/**
 * Gradient of the convolution by its filter, `df`; where `dBias` is not 0, that by the bias as well.
 *
 * @param firstRow first row of the filter as a matrix, `[taps and channels, filters]`, whose gradient is wanted; a multiple of 4.
 * @param endRow row after the last; a multiple of 4, or the end of the filter.
 */
export function conv3dFilterGradient(
  x: usize, dy: usize, df: usize, dBias: usize, scratch: usize, firstRow: i32, endRow: i32,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const positions = outDepth * outHeight * outWidth;
  const depthOfFilter = kernelDepth * kernelHeight * kernelWidth * channels;
  const volumes = groupSize(batch, positions);
  const planes = paddedSize(depth, outDepth, kernelDepth, strideZ, dilationZ, padFront);
  const rows = paddedSize(height, outHeight, kernelHeight, strideY, dilationY, padTop);
  const columns = paddedSize(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const isPadded = planes > depth || rows > height || columns > width;
  const pixel = <usize>channels << 2;
  const row = <usize>columns * pixel;
  const plane = <usize>rows * row;
  const pixelOfY = <usize>filters << 2;
  const narrow = filters & 7;
  const places = scratch;
  const offsets = places + (<usize>(volumes * positions) << 3);
  const tail = offsets + (<usize>depthOfFilter << 2);
  const padded = tail + (narrow ? <usize>(volumes * positions) << 5 : 0);
  const chunk = chunkSize(channels, filters);
  writeOffsets(places, volumes, outDepth, outHeight, outWidth, <usize>planes * plane, <usize>strideZ * plane,
    <usize>strideY * row, <usize>strideX * pixel, 0, 0, 0, 0);
  writeRowsOfFilter(offsets, kernelDepth, kernelHeight, kernelWidth, channels, <usize>dilationZ * plane,
    <usize>dilationY * row, <usize>dilationX * pixel);
  memory.fill(df + <usize>firstRow * pixelOfY, 0, <usize>(endRow - firstRow) * pixelOfY);
  if (dBias) sumRows(dy, batch * positions, filters, dBias);
  for (let first = 0; first < batch; first += volumes) {
    const now = min(volumes, batch - first);
    const from = x + <usize>(first * depth * height * width) * pixel;
    const gradient = dy + <usize>(first * positions) * pixelOfY;
    if (isPadded) {
      padVolumes(from, padded, now, depth, height, <usize>width * pixel, padFront, padTop, <usize>padLeft * pixel, planes, rows,
        row);
    }
    if (narrow) packTail(gradient, now * positions, filters, tail);
    for (let at = 0; at < now * positions; at += chunk) {
      chunkGradient(isPadded ? padded : from, gradient + <usize>at * pixelOfY, tail + (<usize>at << 5), df, offsets,
        firstRow, endRow, depthOfFilter, filters, places + (<usize>at << 3), min(chunk, now * positions - at));
    }
  }
}

/** Bytes of scratch that `conv2dFilterGradient` needs. */
export function conv2dFilterGradientScratchBytes(
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): usize {
  return conv3dFilterGradientScratchBytes(batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** As `conv3dFilterGradient`, over images. */
export function conv2dFilterGradient(
  x: usize, dy: usize, df: usize, dBias: usize, scratch: usize, firstRow: i32, endRow: i32,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  conv3dFilterGradient(x, dy, df, dBias, scratch, firstRow, endRow, batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** Copies the last, narrow columns of `dy`, filled up to eight. */
function packTail(dy: usize, positions: i32, filters: i32, to: usize): void {
  const width = filters & 7;
  const pixel = <usize>filters << 2;
  dy += <usize>(filters - width) << 2;
  for (let position = 0; position < positions; position++) {
    packRow(dy, width, to);
    dy += pixel;
    to += 32;
  }
}

/** Sums of the columns of `[rows, columns]`. Blocks of rows are summed by themselves first, which keeps rounding small. */
export function sumRows(from: usize, rows: i32, columns: i32, to: usize): void {
  const rowBytes = <usize>columns << 2;
  memory.fill(to, 0, rowBytes);
  for (let block = 0; block < rows; block += 256) {
    const end = min(rows, block + 256);
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      let sum = f32x4.splat(0);
      let at = from + <usize>block * rowBytes + (<usize>column << 2);
      for (let row = block; row < end; row++, at += rowBytes) sum = f32x4.add(sum, v128.load(at));
      const target = to + (<usize>column << 2);
      v128.store(target, f32x4.add(v128.load(target), sum));
    }
    for (; column < columns; column++) {
      let sum: f32 = 0;
      let at = from + <usize>block * rowBytes + (<usize>column << 2);
      for (let row = block; row < end; row++, at += rowBytes) sum += load<f32>(at);
      const target = to + (<usize>column << 2);
      store<f32>(target, load<f32>(target) + sum);
    }
  }
}
