// Where windows lie along one axis. Everything here is in positions, not bytes.

function greatestDivisor(a: i32, b: i32): i32 {
  while (b) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/** Quotient rounded up, for a positive divisor and any numerator. */
@inline
export function ceilDivide(a: i32, b: i32): i32 {
  return a > 0 ? (a - 1) / b + 1 : -(-a / b);
}

/** First tap of the window that starts at `start` which lies inside the image. */
@inline
export function firstInside(start: i32, dilation: i32): i32 {
  if (start >= 0) return 0;
  // A division costs more than a small window.
  return dilation == 1 ? -start : ceilDivide(-start, dilation);
}

/** One past the last tap of the window that starts at `start` which lies inside the image; may be below the first. */
@inline
export function endInside(start: i32, dilation: i32, taps: i32, size: i32): i32 {
  if (start >= size) return 0;
  return min(taps, dilation == 1 ? size - start : (size - 1 - start) / dilation + 1);
}

// The gradient of the input: an input position `i` is reached by tap `t` from output position
// `(i + padding - t * dilation) / stride`, where that is whole. The taps that reach `i` are an arithmetic sequence, and so are
// the outputs that they come from.

/** Distance between the taps that reach one input position. */
export function tapStep(stride: i32, dilation: i32): i32 {
  return stride / greatestDivisor(stride, dilation);
}

/** Distance between the output positions of consecutive such taps. */
export function sourceStep(stride: i32, dilation: i32): i32 {
  return dilation / greatestDivisor(stride, dilation);
}

/** The first tap that reaches padded input position `place`, or `taps` where none does. */
export function firstTap(place: i32, stride: i32, dilation: i32, taps: i32): i32 {
  const phase = place % stride;
  for (let tap = 0; tap < min(taps, stride); tap++) if ((tap * dilation) % stride == phase) return tap;
  return taps;
}

/** How many taps reach an input position, the first of them being `first`. */
@inline
export function tapCount(first: i32, taps: i32, step: i32): i32 {
  return first < taps ? (taps - 1 - first) / step + 1 : 0;
}

/** The lowest output position, that of the last tap, from which padded input position `place` is reached; may be negative. */
export function lowestSource(place: i32, stride: i32, dilation: i32, taps: i32): i32 {
  const first = firstTap(place, stride, dilation, taps);
  const step = tapStep(stride, dilation);
  const count = tapCount(first, taps, step);
  return count ? (place - (first + (count - 1) * step) * dilation) / stride : 0;
}

/** Zeros that must stand before the output's gradient so that every tap of every input position has a source. */
export function zerosBefore(stride: i32, dilation: i32, taps: i32, padding: i32, size: i32): i32 {
  let lowest = 0;
  for (let i = 0; i < min(stride, size); i++) lowest = min(lowest, lowestSource(padding + i, stride, dilation, taps));
  return -lowest;
}

/** Size that the output's gradient must have for every source to lie inside, counted without the zeros before. */
export function sizeReached(stride: i32, dilation: i32, taps: i32, padding: i32, size: i32, output: i32): i32 {
  let reached = output;
  for (let i = max(0, size - stride); i < size; i++) {
    const first = firstTap(padding + i, stride, dilation, taps);
    if (first < taps) reached = max(reached, (padding + i - first * dilation) / stride + 1);
  }
  return reached;
}
