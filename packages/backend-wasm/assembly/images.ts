// Groups of images, and where the positions of a window lie in them.

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
