import { convolve, packPanels, panelBytes } from './convolve';
import { groupSize, paddedSize, padVolumes, tableBytes, writeOffsets, writeRanges, writeTapRows } from './images';

// Convolution over volumes [batch, depth, height, width, channels] with a filter [kernelDepth, kernelHeight, kernelWidth,
// channels, filters]; images are volumes of depth 1.

/** Bytes of scratch that `conv3dForward` needs. */
export function conv3dForwardScratchBytes(
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
  const taps = kernelDepth * kernelHeight;
  return panelBytes(taps * kernelWidth * channels, filters) + tableBytes(volumes * positions) + (<usize>taps << 2) + padded;
}

/** `y = conv(x, filter)`, plus `bias` where it is not 0, then the rectifier where `activation` is 1. */
export function conv3dForward(
  x: usize, filter: usize, bias: usize, y: usize, scratch: usize, activation: i32,
  batch: i32, depth: i32, height: i32, width: i32, channels: i32, outDepth: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelDepth: i32, kernelHeight: i32, kernelWidth: i32, strideZ: i32, strideY: i32, strideX: i32,
  dilationZ: i32, dilationY: i32, dilationX: i32, padFront: i32, padTop: i32, padLeft: i32,
): void {
  const positions = outDepth * outHeight * outWidth;
  const volumes = groupSize(batch, positions);
  const planes = paddedSize(depth, outDepth, kernelDepth, strideZ, dilationZ, padFront);
  const rows = paddedSize(height, outHeight, kernelHeight, strideY, dilationY, padTop);
  const columns = paddedSize(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const isPadded = planes > depth || rows > height || columns > width;
  const pixel = <usize>channels << 2;
  const row = <usize>columns * pixel;
  const plane = <usize>rows * row;
  const pixelOfY = <usize>filters << 2;
  const rowOfY = <usize>outWidth * pixelOfY;
  const taps = kernelDepth * kernelHeight;
  const panels = scratch;
  const table = panels + panelBytes(taps * kernelWidth * channels, filters);
  const ranges = table + (<usize>(volumes * positions) << 3);
  const tapRows = table + tableBytes(volumes * positions);
  const padded = tapRows + (<usize>taps << 2);
  packPanels(filter, bias, taps * kernelWidth * channels, filters, panels);
  writeTapRows(tapRows, kernelDepth, kernelHeight, <usize>dilationZ * plane, <usize>dilationY * row);
  writeRanges(ranges, volumes * positions, outHeight, outWidth, -padTop, strideY, dilationY, kernelDepth, kernelHeight, height);
  writeOffsets(table, volumes, outDepth, outHeight, outWidth, <usize>planes * plane, <usize>strideZ * plane,
    <usize>strideY * row, <usize>strideX * pixel, <usize>positions * pixelOfY, <usize>outHeight * rowOfY, rowOfY, pixelOfY);
  // Taps side by side in the image are one contiguous run.
  const runs = dilationX == 1 ? 1 : kernelWidth;
  const runBytes = dilationX == 1 ? <usize>kernelWidth * pixel : pixel;
  for (let first = 0; first < batch; first += volumes) {
    const now = min(volumes, batch - first);
    const from = x + <usize>(first * depth * height * width) * pixel;
    if (isPadded) {
      padVolumes(from, padded, now, depth, height, <usize>width * pixel, padFront, padTop, <usize>padLeft * pixel, planes, rows,
        row);
    }
    convolve(isPadded ? padded : from, y + <usize>(first * positions) * pixelOfY, table, ranges, now * positions, panels,
      filters, tapRows, taps, runs, <usize>dilationX * pixel, runBytes, activation == 1);
  }
}

/** Bytes of scratch that `conv2dForward` needs. */
export function conv2dForwardScratchBytes(
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): usize {
  return conv3dForwardScratchBytes(batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}

/** As `conv3dForward`, over images. */
export function conv2dForward(
  x: usize, filter: usize, bias: usize, y: usize, scratch: usize, activation: i32,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  conv3dForward(x, filter, bias, y, scratch, activation, batch, 1, height, width, channels, 1, outHeight, outWidth, filters,
    1, kernelHeight, kernelWidth, 1, strideY, strideX, 1, dilationY, dilationX, 0, padTop, padLeft);
}
