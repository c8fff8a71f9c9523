import { endInside, firstInside } from './axis';

// Groups of images, and where the positions of a window lie in them.

/** Positions of a table that are worked on together. */
export const TILE_POSITIONS: i32 = 4;

/** Bytes of the tables that `writeOffsets` and `writeTapRows` fill. */
@inline
export function tableBytes(positions: i32): usize {
  return (<usize>positions << 3) + tapRowsBytes(positions);
}

@inline
export function tapRowsBytes(positions: i32): usize {
  return <usize>((positions + TILE_POSITIONS - 1) / TILE_POSITIONS) << 3;
}

/** Images worked on together: small ones are joined so that a group has some 128 positions. */
@inline
export function groupSize(batch: i32, positions: i32): i32 {
  return min(batch, max(1, 128 / max(1, positions)));
}

/** Copies images of `height` rows of `rowBytes` into larger ones of zeros, at row `top` and byte `leftBytes` of each row. */
export function padImages(
  from: usize, to: usize, images: i32, height: i32, rowBytes: usize, top: i32, leftBytes: usize, paddedHeight: i32,
  paddedRowBytes: usize,
): void {
  memory.fill(to, 0, <usize>images * <usize>paddedHeight * paddedRowBytes);
  for (let image = 0; image < images; image++) {
    let target = to + <usize>(image * paddedHeight + top) * paddedRowBytes + leftBytes;
    for (let row = 0; row < height; row++) {
      memory.copy(target, from, rowBytes);
      from += rowBytes;
      target += paddedRowBytes;
    }
  }
}

/** Writes one pair of byte offsets, source and target, for each position of a grid over `images` images. */
export function writeOffsets(
  table: usize, images: i32, rows: i32, columns: i32, sourceImage: usize, sourceRow: usize, sourceColumn: usize,
  targetImage: usize, targetRow: usize, targetColumn: usize,
): void {
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < rows; row++) {
      let source = <usize>image * sourceImage + <usize>row * sourceRow;
      let target = <usize>image * targetImage + <usize>row * targetRow;
      for (let column = 0; column < columns; column++) {
        store<u32>(table, <u32>source);
        store<u32>(table, <u32>target, 4);
        table += 8;
        source += sourceColumn;
        target += targetColumn;
      }
    }
  }
}

/**
 * Writes for each tile of positions the first of the rows of taps that meet the image and one past the last: the others meet zeros
 * only. Windows of consecutive rows of positions start at row `start` of the image, `start + step` and so on.
 */
export function writeTapRows(
  table: usize, images: i32, rows: i32, columns: i32, start: i32, step: i32, dilation: i32, taps: i32, height: i32,
): void {
  const count = images * rows * columns;
  for (let tile = 0; tile < count; tile += TILE_POSITIONS) {
    let first = taps;
    let end = 0;
    for (let position = tile; position < min(count, tile + TILE_POSITIONS); position++) {
      const row = start + ((position / columns) % rows) * step;
      first = min(first, firstInside(row, dilation));
      end = max(end, endInside(row, dilation, taps, height));
    }
    store<i32>(table, first);
    store<i32>(table, max(first, end), 4);
    table += 8;
  }
}
