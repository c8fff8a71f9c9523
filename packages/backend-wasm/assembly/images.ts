import { endInside, firstInside } from './axis';

// Groups of images, and where the positions of a window lie in them.

/** Positions of a table that are worked on together. */
export const TILE_POSITIONS: i32 = 4;

/** Bytes of the tables that `writeOffsets` and `writeRanges` fill. */
@inline
export function tableBytes(positions: i32): usize {
  return (<usize>positions << 3) + rangesBytes(positions);
}

@inline
export function rangesBytes(positions: i32): usize {
  return <usize>((positions + TILE_POSITIONS - 1) / TILE_POSITIONS) << 3;
}

/** Volumes worked on together: small ones are joined so that a group has some 128 positions. */
@inline
export function groupSize(batch: i32, positions: i32): i32 {
  return min(batch, max(1, 128 / max(1, positions)));
}

/** Size of an axis with the zeros that windows reach. */
@inline
export function paddedSize(size: i32, output: i32, kernel: i32, stride: i32, dilation: i32, before: i32): i32 {
  return max(size + before, (output - 1) * stride + (kernel - 1) * dilation + 1);
}

/** Copies volumes with rows of `rowBytes` into larger ones of zeros, at plane `front`, row `top`, byte `leftBytes` of a row. */
export function padVolumes(
  from: usize, to: usize, volumes: i32, depth: i32, height: i32, rowBytes: usize, front: i32, top: i32, leftBytes: usize,
  paddedDepth: i32, paddedHeight: i32, paddedRowBytes: usize,
): void {
  memory.fill(to, 0, <usize>(volumes * paddedDepth * paddedHeight) * paddedRowBytes);
  for (let volume = 0; volume < volumes; volume++) {
    for (let plane = 0; plane < depth; plane++) {
      const row = (volume * paddedDepth + front + plane) * paddedHeight + top;
      let target = to + <usize>row * paddedRowBytes + leftBytes;
      for (let y = 0; y < height; y++) {
        memory.copy(target, from, rowBytes);
        from += rowBytes;
        target += paddedRowBytes;
      }
    }
  }
}

/** Writes one pair of byte offsets, source and target, for each position of a grid over `volumes` volumes. */
export function writeOffsets(
  table: usize, volumes: i32, planes: i32, rows: i32, columns: i32,
  sourceVolume: usize, sourcePlane: usize, sourceRow: usize, sourceColumn: usize,
  targetVolume: usize, targetPlane: usize, targetRow: usize, targetColumn: usize,
): void {
  for (let volume: usize = 0; volume < <usize>volumes; volume++) {
    for (let plane: usize = 0; plane < <usize>planes; plane++) {
      for (let row: usize = 0; row < <usize>rows; row++) {
        let source = volume * sourceVolume + plane * sourcePlane + row * sourceRow;
        let target = volume * targetVolume + plane * targetPlane + row * targetRow;
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
}

/** Writes the byte offsets of the rows of taps of a window. */
export function writeTapRows(table: usize, planes: i32, rows: i32, planeStep: usize, rowStep: usize): void {
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      store<u32>(table, <u32>(<usize>plane * planeStep + <usize>row * rowStep));
      table += 4;
    }
  }
}

/**
 * Writes for each tile of positions the first of the rows of taps that it needs and one past the last. In a window of one plane
 * those that meet only zeros are left out. Windows of consecutive rows of positions start at row `start` of the image,
 * `start + step` and so on.
 */
export function writeRanges(
  table: usize, count: i32, rows: i32, columns: i32, start: i32, step: i32, dilation: i32, tapPlanes: i32, tapRows: i32,
  height: i32,
): void {
  for (let tile = 0; tile < count; tile += TILE_POSITIONS) {
    let first = tapPlanes == 1 ? tapRows : 0;
    let end = tapPlanes == 1 ? 0 : tapPlanes * tapRows;
    for (let position = tile; tapPlanes == 1 && position < min(count, tile + TILE_POSITIONS); position++) {
      const row = start + ((position / columns) % rows) * step;
      first = min(first, firstInside(row, dilation));
      end = max(end, endInside(row, dilation, tapRows, height));
    }
    store<i32>(table, first);
    store<i32>(table, max(first, end), 4);
    table += 8;
  }
}
