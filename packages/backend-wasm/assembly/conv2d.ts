import { firstTap, lowestSource, sizeReached, sourceStep, tapCount, tapStep, zerosBefore } from './axis';
import { convolve, packPanels, panelBytes } from './convolve';
import { groupSize, padImages, tableBytes, writeOffsets, writeTapRows } from './images';

// 2-D convolution over images [batch, height, width, channels] with a filter [kernelHeight, kernelWidth, channels, filters].

/** Size of an image with the zeros that windows reach. */
@inline
function paddedSize(size: i32, output: i32, kernel: i32, stride: i32, dilation: i32, before: i32): i32 {
  return max(size + before, (output - 1) * stride + (kernel - 1) * dilation + 1);
}

/** Bytes of scratch that `conv2dForward` needs. */
export function conv2dForwardScratchBytes(
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): usize {
  const positions = outHeight * outWidth;
  const images = <usize>groupSize(batch, positions);
  const rows = paddedSize(height, outHeight, kernelHeight, strideY, dilationY, padTop);
  const columns = paddedSize(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const padded = rows > height || columns > width ? images * ((<usize>rows * <usize>columns * <usize>channels) << 2) : 0;
  return panelBytes(kernelHeight * kernelWidth * channels, filters) + tableBytes(<i32>images * positions) + padded;
}

/** `y = conv(x, filter)`, plus `bias` where it is not 0, then the rectifier where `activation` is 1. */
export function conv2dForward(
  x: usize, filter: usize, bias: usize, y: usize, scratch: usize, activation: i32,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const positions = outHeight * outWidth;
  const images = groupSize(batch, positions);
  const rows = paddedSize(height, outHeight, kernelHeight, strideY, dilationY, padTop);
  const columns = paddedSize(width, outWidth, kernelWidth, strideX, dilationX, padLeft);
  const isPadded = rows > height || columns > width;
  const pixel = <usize>channels << 2;
  const row = <usize>columns * pixel;
  const rowOfY = (<usize>outWidth * <usize>filters) << 2;
  const panels = scratch;
  const table = panels + panelBytes(kernelHeight * kernelWidth * channels, filters);
  const padded = table + tableBytes(images * positions);
  packPanels(filter, bias, kernelHeight * kernelWidth * channels, filters, panels);
  writeOffsets(table, images, outHeight, outWidth, <usize>rows * row, <usize>strideY * row, <usize>strideX * pixel,
    <usize>outHeight * rowOfY, rowOfY, <usize>filters << 2);
  const ranges = table + (<usize>(images * positions) << 3);
  writeTapRows(ranges, images, outHeight, outWidth, -padTop, strideY, dilationY, kernelHeight, height);
  // Taps side by side in the image are one contiguous run.
  const runs = dilationX == 1 ? 1 : kernelWidth;
  const runBytes = dilationX == 1 ? <usize>kernelWidth * pixel : pixel;
  for (let first = 0; first < batch; first += images) {
    const now = min(images, batch - first);
    const from = x + <usize>first * <usize>height * <usize>width * pixel;
    if (isPadded) padImages(from, padded, now, height, <usize>width * pixel, padTop, <usize>padLeft * pixel, rows, row);
    convolve(isPadded ? padded : from, y + <usize>first * <usize>outHeight * rowOfY, table, ranges, now * positions, panels, filters,
      kernelHeight, <usize>dilationY * row, runs, <usize>dilationX * pixel, runBytes, activation == 1);
  }
}

/** Bytes of scratch that `conv2dInputGradient` needs. */
export function conv2dInputGradientScratchBytes(
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): usize {
  const positions = ((height - 1) / strideY + 1) * ((width - 1) / strideX + 1);
  const images = <usize>groupSize(batch, positions);
  const rows = zerosBefore(strideY, dilationY, kernelHeight, padTop, height) +
    sizeReached(strideY, dilationY, kernelHeight, padTop, height, outHeight);
  const columns = zerosBefore(strideX, dilationX, kernelWidth, padLeft, width) +
    sizeReached(strideX, dilationX, kernelWidth, padLeft, width, outWidth);
  const padded = images * ((<usize>rows * <usize>columns * <usize>filters) << 2);
  return panelBytes(kernelHeight * kernelWidth * filters, channels) + tableBytes(<i32>images * positions) + padded;
}

/** Panels of the taps that reach one phase of input positions: the filter turned round, from filters to channels. */
function packTurned(
  filter: usize, channels: i32, filters: i32, kernelWidth: i32, firstY: i32, stepY: i32, tapRows: i32,
  firstX: i32, stepX: i32, tapColumns: i32, to: usize,
): void {
  const row = <usize>filters << 2;
  for (let channel = 0; channel < channels; channel += 8) {
    const width = min(8, channels - channel);
    memory.fill(to, 0, 32 + ((<usize>(tapRows * tapColumns) * <usize>filters) << 5));
    to += 32;
    for (let tapRow = tapRows - 1; tapRow >= 0; tapRow--) {
      for (let tapColumn = tapColumns - 1; tapColumn >= 0; tapColumn--) {
        const tap = (firstY + tapRow * stepY) * kernelWidth + firstX + tapColumn * stepX;
        let from = filter + <usize>(tap * channels + channel) * row;
        for (let lane: usize = 0; lane < <usize>width << 2; lane += 4) {
          for (let at: usize = 0; at < row; at += 4) store<f32>(to + (at << 3) + lane, load<f32>(from + at));
          from += row;
        }
        to += row << 3;
      }
    }
  }
}

/** Gradient of the convolution by `x`, of which `dx` gets the shape. */
export function conv2dInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const positions = ((height - 1) / strideY + 1) * ((width - 1) / strideX + 1);
  const images = groupSize(batch, positions);
  const panels = scratch;
  const table = panels + panelBytes(kernelHeight * kernelWidth * filters, channels);
  const padded = table + tableBytes(images * positions);
  for (let y = 0; y < min(strideY, height); y++) {
    for (let x = 0; x < min(strideX, width); x++) {
      phaseGradient(dy, filter, dx, panels, table, padded, images, y, x, batch, height, width, channels, outHeight, outWidth,
        filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, padTop, padLeft);
    }
  }
}

/** The input positions that lie a whole number of strides from (y, x): a convolution of `dy` by the taps that reach them. */
function phaseGradient(
  dy: usize, filter: usize, dx: usize, panels: usize, table: usize, padded: usize, images: i32, y: i32, x: i32,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const top = zerosBefore(strideY, dilationY, kernelHeight, padTop, height);
  const left = zerosBefore(strideX, dilationX, kernelWidth, padLeft, width);
  const rows = top + sizeReached(strideY, dilationY, kernelHeight, padTop, height, outHeight);
  const columns = left + sizeReached(strideX, dilationX, kernelWidth, padLeft, width, outWidth);
  const isPadded = rows > outHeight || columns > outWidth;
  const firstY = firstTap(padTop + y, strideY, dilationY, kernelHeight);
  const firstX = firstTap(padLeft + x, strideX, dilationX, kernelWidth);
  const tapRows = tapCount(firstY, kernelHeight, tapStep(strideY, dilationY));
  const tapColumns = tapCount(firstX, kernelWidth, tapStep(strideX, dilationX));
  packTurned(filter, channels, filters, kernelWidth, firstY, tapStep(strideY, dilationY), tapRows, firstX,
    tapStep(strideX, dilationX), tapColumns, panels);

  const pixel = <usize>filters << 2;
  const row = <usize>columns * pixel;
  const rowOfX = (<usize>width * <usize>channels) << 2;
  const phaseRows = (height - 1 - y) / strideY + 1;
  const phaseColumns = (width - 1 - x) / strideX + 1;
  writeOffsets(table, images, phaseRows, phaseColumns, <usize>rows * row, row, pixel, <usize>height * rowOfX,
    <usize>strideY * rowOfX, (<usize>strideX * <usize>channels) << 2);
  const ranges = table + (<usize>(images * phaseRows * phaseColumns) << 3);
  writeTapRows(ranges, images, phaseRows, phaseColumns, lowestSource(padTop + y, strideY, dilationY, kernelHeight), 1,
    sourceStep(strideY, dilationY), tapRows, outHeight);
  const start = <usize>(top + lowestSource(padTop + y, strideY, dilationY, kernelHeight)) * row +
    <usize>(left + lowestSource(padLeft + x, strideX, dilationX, kernelWidth)) * pixel;
  const stepX = sourceStep(strideX, dilationX);
  const runs = stepX == 1 ? 1 : tapColumns;
  const runBytes = stepX == 1 ? <usize>tapColumns * pixel : pixel;
  const to = dx + <usize>y * rowOfX + ((<usize>x * <usize>channels) << 2);
  for (let first = 0; first < batch; first += images) {
    const now = min(images, batch - first);
    const from = dy + <usize>first * <usize>outHeight * <usize>outWidth * pixel;
    if (isPadded) padImages(from, padded, now, outHeight, <usize>outWidth * pixel, top, <usize>left * pixel, rows, row);
    convolve((isPadded ? padded : from) + start, to + <usize>first * <usize>height * rowOfX, table, ranges,
      now * phaseRows * phaseColumns, panels, channels, tapRows, <usize>sourceStep(strideY, dilationY) * row, runs,
      <usize>stepX * pixel, runBytes, false);
  }
}
