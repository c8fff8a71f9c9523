import { firstTap, lowestSource, sizeReached, sourceStep, tapCount, tapStep, zerosBefore } from './axis';
import { convolve, panelBytes } from './convolve';
import { groupSize, padVolumes, tableBytes, writeOffsets, writeRanges, writeTapRows } from './images';

// The gradient of a convolution by its input. Input positions a whole number of strides apart (a phase) are reached by the same
// taps, so that each phase is a convolution, of stride 1, of the output's gradient by those taps, turned round.

/** Input positions of the largest phase. */
@inline
function phasePositions(depth: i32, height: i32, width: i32, strideZ: i32, strideY: i32, strideX: i32): i32 {
  return ((depth - 1) / strideZ + 1) * ((height - 1) / strideY + 1) * ((width - 1) / strideX + 1);
}

/** Bytes of scratch that `conv3dInputGradient` needs. */
export function conv3dInputGradientScratchBytes(
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): usize {
  const positions = phasePositions(depth, height, width, strideZ, strideY, strideX);
  const volumes = groupSize(batch, positions);
  const planes = zerosBefore(strideZ, dilationZ, kernelDepth, padFront, depth) +
    sizeReached(strideZ, dilationZ, kernelDepth, padFront, depth, outDepth);
  const rows = zerosBefore(strideY, dilationY, kernelHeight, padTop, height) +
    sizeReached(strideY, dilationY, kernelHeight, padTop, height, outHeight);
  const columns = zerosBefore(strideX, dilationX, kernelWidth, padLeft, width) +
    sizeReached(strideX, dilationX, kernelWidth, padLeft, width, outWidth);
  const isPadded = planes > outDepth || rows > outHeight || columns > outWidth;
  const padded = isPadded ? <usize>(volumes * planes * rows) * (<usize>(columns * filters) << 2) : 0;
  const taps = kernelDepth * kernelHeight;
  return panelBytes(taps * kernelWidth * filters, channels) + tableBytes(volumes * positions) + (<usize>taps << 2) + padded;
}

/** Gradient of the convolution by `x`, of which `dx` gets the shape. */
export function conv3dInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const positions = phasePositions(depth, height, width, strideZ, strideY, strideX);
  const volumes = groupSize(batch, positions);
  const table = scratch + panelBytes(kernelDepth * kernelHeight * kernelWidth * filters, channels);
  const tapRows = table + tableBytes(volumes * positions);
  for (let z = 0; z < min(strideZ, depth); z++) {
    for (let y = 0; y < min(strideY, height); y++) {
      for (let x = 0; x < min(strideX, width); x++) {
        phaseGradient(dy, filter, dx, scratch, table, tapRows, volumes, z, y, x, batch, depth, height, width, channels, outDepth,
          outHeight, outWidth, filters, kernelDepth, kernelHeight, kernelWidth, strideZ, strideY, strideX, dilationZ, dilationY,
          dilationX, padFront, padTop, padLeft);
      }
    }
  }
}

/** The gradient of the phase that begins at (z, y, x). */
function phaseGradient(
  dy: usize, filter: usize, dx: usize, panels: usize, table: usize, tapRows: usize, volumes: i32, z: i32, y: i32, x: i32,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const front = zerosBefore(strideZ, dilationZ, kernelDepth, padFront, depth);
  const top = zerosBefore(strideY, dilationY, kernelHeight, padTop, height);
  const left = zerosBefore(strideX, dilationX, kernelWidth, padLeft, width);
  const planes = front + sizeReached(strideZ, dilationZ, kernelDepth, padFront, depth, outDepth);
  const rows = top + sizeReached(strideY, dilationY, kernelHeight, padTop, height, outHeight);
  const columns = left + sizeReached(strideX, dilationX, kernelWidth, padLeft, width, outWidth);
  const isPadded = planes > outDepth || rows > outHeight || columns > outWidth;
  const tapPlanes = phaseTaps(padFront + z, strideZ, dilationZ, kernelDepth);
  const tapRowsEach = phaseTaps(padTop + y, strideY, dilationY, kernelHeight);
  const tapColumns = phaseTaps(padLeft + x, strideX, dilationX, kernelWidth);
  const taps = tapPlanes * tapRowsEach;
  const padded = tapRows + (<usize>(kernelDepth * kernelHeight) << 2);
  packTurned(filter, channels, filters, kernelHeight, kernelWidth, firstTap(padFront + z, strideZ, dilationZ, kernelDepth),
    firstTap(padTop + y, strideY, dilationY, kernelHeight), firstTap(padLeft + x, strideX, dilationX, kernelWidth),
    tapStep(strideZ, dilationZ), tapStep(strideY, dilationY), tapStep(strideX, dilationX), tapPlanes, tapRowsEach, tapColumns,
    panels);

  const pixel = <usize>filters << 2;
  const row = <usize>columns * pixel;
  const plane = <usize>rows * row;
  const pixelOfX = <usize>channels << 2;
  const rowOfX = <usize>width * pixelOfX;
  const planeOfX = <usize>height * rowOfX;
  const lowestZ = lowestSource(padFront + z, strideZ, dilationZ, kernelDepth);
  const lowestY = lowestSource(padTop + y, strideY, dilationY, kernelHeight);
  const lowestX = lowestSource(padLeft + x, strideX, dilationX, kernelWidth);
  const start = <usize>(front + lowestZ) * plane + <usize>(top + lowestY) * row + <usize>(left + lowestX) * pixel;
  const outPlanes = (depth - 1 - z) / strideZ + 1;
  const outRows = (height - 1 - y) / strideY + 1;
  const outColumns = (width - 1 - x) / strideX + 1;
  const count = outPlanes * outRows * outColumns;
  const ranges = table + (<usize>(volumes * count) << 3);
  const stepY = sourceStep(strideY, dilationY);
  const stepX = sourceStep(strideX, dilationX);
  writeTapRows(tapRows, tapPlanes, tapRowsEach, <usize>sourceStep(strideZ, dilationZ) * plane, <usize>stepY * row);
  writeRanges(ranges, volumes * count, outRows, outColumns, lowestY, 1, stepY, tapPlanes, tapRowsEach, outHeight);
  writeOffsets(table, volumes, outPlanes, outRows, outColumns, <usize>planes * plane, plane, row, pixel,
    <usize>depth * planeOfX, <usize>strideZ * planeOfX, <usize>strideY * rowOfX, <usize>strideX * pixelOfX);
  const runs = stepX == 1 ? 1 : tapColumns;
  const runBytes = stepX == 1 ? <usize>tapColumns * pixel : pixel;
  const to = dx + <usize>z * planeOfX + <usize>y * rowOfX + <usize>x * pixelOfX;
  for (let first = 0; first < batch; first += volumes) {
    const now = min(volumes, batch - first);
    const from = dy + <usize>(first * outDepth * outHeight * outWidth) * pixel;
    if (isPadded) {
      padVolumes(from, padded, now, outDepth, outHeight, <usize>outWidth * pixel, front, top, <usize>left * pixel, planes, rows,
        row);
    }
    convolve((isPadded ? padded : from) + start, to + <usize>(first * depth) * planeOfX, table, ranges, now * count, panels,
      channels, tapRows, taps, runs, <usize>stepX * pixel, runBytes, false);
  }
}

/** How many taps reach padded input position `place`. */
function phaseTaps(place: i32, stride: i32, dilation: i32, kernel: i32): i32 {
  return tapCount(firstTap(place, stride, dilation, kernel), kernel, tapStep(stride, dilation));
}

/** Panels of the taps of one phase: the filter turned round, from filters to channels. */
function packTurned(
  filter: usize, channels: i32, filters: i32, kernelHeight: i32, kernelWidth: i32, firstZ: i32, firstY: i32, firstX: i32,
  stepZ: i32, stepY: i32, stepX: i32, tapPlanes: i32, tapRows: i32, tapColumns: i32, to: usize,
): void {
  const row = <usize>filters << 2;
  const taps = tapPlanes * tapRows * tapColumns;
  for (let channel = 0; channel < channels; channel += 8) {
    const width = min(8, channels - channel);
    memory.fill(to, 0, 32 + <usize>taps * (row << 3));
    to += 32;
    for (let turned = taps - 1; turned >= 0; turned--) {
      const z = firstZ + (turned / (tapRows * tapColumns)) * stepZ;
      const y = firstY + ((turned / tapColumns) % tapRows) * stepY;
      const x = firstX + (turned % tapColumns) * stepX;
      let from = filter + <usize>(((z * kernelHeight + y) * kernelWidth + x) * channels + channel) * row;
      for (let lane: usize = 0; lane < <usize>width << 2; lane += 4) {
        for (let at: usize = 0; at < row; at += 4) store<f32>(to + (at << 3) + lane, load<f32>(from + at));
        from += row;
      }
      to += row << 3;
    }
  }
}

/** Bytes of scratch that `conv2dInputGradient` needs. */
export function conv2dInputGradientScratchBytes(
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): usize {
  return conv3dInputGradientScratchBytes(batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** As `conv3dInputGradient`, over images. */
export function conv2dInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  conv3dInputGradient(dy, filter, dx, scratch, batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}
