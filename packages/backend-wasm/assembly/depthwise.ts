import { ceilDivide, endInside, firstInside, firstTap, sourceStep, tapCount, tapStep } from './axis';
import { depthwisePoint, depthwiseTap } from './depthwise-point';

// Depthwise 2-D convolution: each channel has `multiplier` filters of its own; filter [kernelHeight, kernelWidth, channels,
// multiplier], output channels [channels, multiplier]. A multiplier above 1 is brought back to 1 by repeating the channels of
// an image in scratch.

/** Bytes of scratch that each of the depthwise functions needs. */
export function depthwiseScratchBytes(height: i32, width: i32, channels: i32, multiplier: i32): usize {
  return multiplier > 1 ? (<usize>(height * width) * <usize>(channels * multiplier)) << 2 : 0;
}

/** Repeats each of `count` floats `multiplier` times. */
function repeat(from: usize, count: i32, multiplier: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(from);
    from += 4;
    for (let m = 0; m < multiplier; m++) {
      store<f32>(to, value);
      to += 4;
    }
  }
}

/** The reverse of `repeat`: sums each `multiplier` floats to one. */
function sumRepeated(from: usize, count: i32, multiplier: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    let sum: f32 = 0;
    for (let m = 0; m < multiplier; m++) {
      sum += load<f32>(from);
      from += 4;
    }
    store<f32>(to, sum);
    to += 4;
  }
}

/** `y = depthwiseConv(x, filter)`. */
export function depthwiseForward(
  x: usize, filter: usize, y: usize, scratch: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, multiplier: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const filters = channels * multiplier;
  const pixel = <usize>filters << 2;
  const row = <usize>width * pixel;
  const filterRow = <usize>kernelWidth * pixel;
  const image = (<usize>(height * width) * <usize>channels) << 2;
  for (let b = 0; b < batch; b++) {
    if (multiplier > 1) repeat(x, height * width * channels, multiplier, scratch);
    const from = multiplier > 1 ? scratch : x;
    for (let outY = 0; outY < outHeight; outY++) {
      const startY = outY * strideY - padTop;
      const tapY = firstInside(startY, dilationY);
      const rows = endInside(startY, dilationY, kernelHeight, height) - tapY;
      for (let outX = 0; outX < outWidth; outX++) {
        const startX = outX * strideX - padLeft;
        const tapX = firstInside(startX, dilationX);
        const columns = endInside(startX, dilationX, kernelWidth, width) - tapX;
        const source = from + <usize>(startY + tapY * dilationY) * row + <usize>(startX + tapX * dilationX) * pixel;
        depthwisePoint(source, filter + <usize>tapY * filterRow + <usize>tapX * pixel, y, filters, rows, columns,
          <usize>dilationY * row, <usize>dilationX * pixel, filterRow, pixel);
        y += pixel;
      }
    }
    x += image;
  }
}

/** Gradient of the depthwise convolution by `x`. */
export function depthwiseInputGradient(
  dy: usize, filter: usize, dx: usize, scratch: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, multiplier: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const filters = channels * multiplier;
  const pixel = <usize>filters << 2;
  const row = <usize>outWidth * pixel;
  const size = height * width * channels;
  for (let b = 0; b < batch; b++) {
    let to = multiplier > 1 ? scratch : dx;
    for (let y = 0; y < height; y++) {
      const place = padTop + y;
      // Taps from `first` in steps of `step`; the j-th comes from output row `source - j * down`.
      const first = firstTap(place, strideY, dilationY, kernelHeight);
      const step = tapStep(strideY, dilationY);
      const down = sourceStep(strideY, dilationY);
      const source = (place - first * dilationY) / strideY;
      const skipped = max(0, ceilDivide(source - outHeight + 1, down));
      const rows = reached(place - first * dilationY, source, down, tapCount(first, kernelHeight, step)) - skipped;
      inputGradientRow(dy + <usize>(source - skipped * down) * row,
        filter + <usize>(first + skipped * step) * <usize>kernelWidth * pixel, to, filters, rows, <usize>-down * row,
        <usize>(step * kernelWidth) * pixel, width, outWidth, kernelWidth, strideX, dilationX, padLeft);
      to += <usize>width * pixel;
    }
    if (multiplier > 1) sumRepeated(scratch, size, multiplier, dx);
    dx += <usize>size << 2;
    dy += <usize>outHeight * row;
  }
}

/** How many of `count` taps come from outputs not below 0; `offset` is that of the first source in input positions. */
@inline
function reached(offset: i32, source: i32, down: i32, count: i32): i32 {
  return offset < 0 ? 0 : min(count, source / down + 1);
}

/** One row of the input's gradient, of the rows of taps that its caller found. */
@inline
function inputGradientRow(
  dy: usize, filter: usize, to: usize, filters: i32, rows: i32, dyRow: usize, filterRow: usize,
  width: i32, outWidth: i32, kernelWidth: i32, strideX: i32, dilationX: i32, padLeft: i32,
): void {
  const pixel = <usize>filters << 2;
  const step = tapStep(strideX, dilationX);
  const down = sourceStep(strideX, dilationX);
  for (let x = 0; x < width; x++) {
    const place = padLeft + x;
    const first = firstTap(place, strideX, dilationX, kernelWidth);
    const source = (place - first * dilationX) / strideX;
    const skipped = max(0, ceilDivide(source - outWidth + 1, down));
    const columns = reached(place - first * dilationX, source, down, tapCount(first, kernelWidth, step)) - skipped;
    depthwisePoint(dy + <usize>(source - skipped * down) * pixel, filter + <usize>(first + skipped * step) * pixel, to, filters,
      rows, columns, dyRow, <usize>-down * pixel, filterRow, <usize>step * pixel);
    to += pixel;
  }
}

/** First output position whose tap at `offset` (relative to the window's start without padding) lies inside the image. */
@inline
function firstOutput(offset: i32, stride: i32): i32 {
  return max(0, ceilDivide(-offset, stride));
}

/** One past the last output position whose tap at `offset` lies inside the image. */
@inline
function endOutput(offset: i32, stride: i32, size: i32, output: i32): i32 {
  return offset >= size ? 0 : min(output, (size - 1 - offset) / stride + 1);
}

/** Gradient of the depthwise convolution by its filter. */
export function depthwiseFilterGradient(
  x: usize, dy: usize, df: usize, scratch: usize,
  batch: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, multiplier: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
): void {
  const filters = channels * multiplier;
  const pixel = <usize>filters << 2;
  const row = <usize>width * pixel;
  const outRow = <usize>outWidth * pixel;
  memory.fill(df, 0, <usize>(kernelHeight * kernelWidth) * pixel);
  for (let b = 0; b < batch; b++) {
    if (multiplier > 1) repeat(x, height * width * channels, multiplier, scratch);
    const from = multiplier > 1 ? scratch : x;
    for (let tapY = 0; tapY < kernelHeight; tapY++) {
      const offsetY = tapY * dilationY - padTop;
      const firstY = firstOutput(offsetY, strideY);
      const rows = endOutput(offsetY, strideY, height, outHeight) - firstY;
      for (let tapX = 0; tapX < kernelWidth; tapX++) {
        const offsetX = tapX * dilationX - padLeft;
        const firstX = firstOutput(offsetX, strideX);
        const columns = endOutput(offsetX, strideX, width, outWidth) - firstX;
        const source = from + <usize>(firstY * strideY + offsetY) * row + <usize>(firstX * strideX + offsetX) * pixel;
        depthwiseTap(source, dy + <usize>firstY * outRow + <usize>firstX * pixel,
          df + <usize>(tapY * kernelWidth + tapX) * pixel, filters, rows, columns, <usize>strideY * row, <usize>strideX * pixel, outRow, pixel);
      }
    }
    x += (<usize>(height * width) * <usize>channels) << 2;
    dy += <usize>outHeight * outRow;
  }
}
