import { firstLanes } from './lanes';
import { exp, log1pOfShare, logOf, maxLanes, sigmoid, splat, sumLanes } from './math';
import { loadLanes, storeLanes } from './simd';

// Softmax and the cross-entropies on logits, row by row. The largest logit of a row is taken off first, so logits of any size do. A row
// with NaN or +Infinity, or of -Infinity alone, gives NaN.

/** The largest of a row; NaN if one is. */
function largest(x: usize, columns: i32): f32 {
  let value = splat(-Infinity);
  let left = columns;
  for (; left >= 4; left -= 4) {
    value = f32x4.max(value, v128.load(x));
    x += 16;
  }
  let result = maxLanes(value);
  for (; left > 0; left--) {
    result = max(result, load<f32>(x));
    x += 4;
  }
  return result;
}

/** Writes `e^(x - shift)` for a row unless y is 0; gives the sum. */
function exponentials(x: usize, y: usize, columns: i32, shift: f32): f32 {
  const offset = splat(shift);
  let sum = splat(0);
  let left = columns;
  for (; left >= 4; left -= 4) {
    const value = exp(f32x4.sub(v128.load(x), offset));
    if (y) {
      v128.store(y, value);
      y += 16;
    }
    sum = f32x4.add(sum, value);
    x += 16;
  }
  if (left > 0) {
    const value = exp(f32x4.sub(loadLanes(x, left), offset));
    if (y) storeLanes(y, value, left);
    sum = f32x4.add(sum, v128.and(value, firstLanes(left)));
  }
  return sumLanes(sum);
}

/** Divides a row by a number, in place. */
function divideRow(y: usize, columns: i32, divisor: f32): void {
  const by = splat(divisor);
  let left = columns;
  for (; left >= 4; left -= 4) {
    v128.store(y, f32x4.div(v128.load(y), by));
    y += 16;
  }
  if (left > 0) storeLanes(y, f32x4.div(loadLanes(y, left), by), left);
}

/** Softmax of each row: `e^(x - max) / Σ e^(x - max)`. x and y may be one. */
export function softmax(x: usize, y: usize, rows: i32, columns: i32): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    divideRow(y, columns, exponentials(x, y, columns, largest(x, columns)));
    x += stride;
    y += stride;
  }
}

/** `Σ a b` of two rows. */
function dot(a: usize, b: usize, columns: i32): f32 {
  let sum = splat(0);
  let left = columns;
  for (; left >= 4; left -= 4) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  if (left > 0) sum = f32x4.add(sum, f32x4.mul(loadLanes(a, left), loadLanes(b, left)));
  return sumLanes(sum);
}

/** The gradient of softmax: `y (dy - Σ dy y)`, row by row; dx may be dy. */
export function softmaxGradient(dy: usize, y: usize, dx: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const offset = splat(dot(dy, y, columns));
    for (let left = columns; left > 0; left -= 4) {
      storeLanes(dx, f32x4.mul(loadLanes(y, left), f32x4.sub(loadLanes(dy, left), offset)), left);
      // The last step may be shorter than a vector; the next row begins where this one ends.
      const step = (<usize>min(left, 4)) << 2;
      dy += step;
      y += step;
      dx += step;
    }
  }
}

/** `x - max - ln Σ e^(x - max)`, row by row. x and y may be one. */
export function logSoftmax(x: usize, y: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const shift = largest(x, columns);
    const offset = splat(shift);
    const logarithm = splat(logOf(exponentials(x, 0, columns, shift)));
    for (let left = columns; left > 0; left -= 4) {
      storeLanes(y, f32x4.sub(f32x4.sub(loadLanes(x, left), offset), logarithm), left);
      const step = (<usize>min(left, 4)) << 2;
      x += step;
      y += step;
    }
  }
}

/** The gradient of log-softmax, from its output: `dy - e^y Σ dy`, row by row; dx may be dy. */
export function logSoftmaxGradient(dy: usize, y: usize, dx: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let sum = splat(0);
    for (let i = 0; i < columns; i += 4) sum = f32x4.add(sum, loadLanes(dy + ((<usize>i) << 2), columns - i));
    const total = splat(sumLanes(sum));
    for (let left = columns; left > 0; left -= 4) {
      storeLanes(dx, f32x4.sub(loadLanes(dy, left), f32x4.mul(exp(loadLanes(y, left)), total)), left);
      const step = (<usize>min(left, 4)) << 2;
      dy += step;
      y += step;
      dx += step;
    }
  }
}

/** Losses `ln Σ e^x - x[label]` of rows of logits, and their softmax. A label that is no column gives NaN. */
export function sparseSoftmaxCrossEntropy(
  logits: usize, labels: usize, losses: usize, probabilities: usize, rows: i32, columns: i32,
): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    const shift = largest(logits, columns);
    const sum = exponentials(logits, probabilities, columns, shift);
    divideRow(probabilities, columns, sum);
    const label = load<u32>(labels);
    let loss: f32 = NaN;
    if (label < <u32>columns) loss = logOf(sum) + (shift - load<f32>(logits + ((<usize>label) << 2)));
    store<f32>(losses, loss);
    logits += stride;
    probabilities += stride;
    labels += 4;
    losses += 4;
  }
}

/** `(probabilities - oneHot(labels)) dLosses`, row by row; NaN where a label is no column. */
export function sparseSoftmaxCrossEntropyGradient(
  probabilities: usize, labels: usize, dLosses: usize, dLogits: usize, rows: i32, columns: i32,
): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    const label = load<u32>(labels);
    const isColumn = label < <u32>columns;
    const upstream = isColumn ? load<f32>(dLosses) : <f32>NaN;
    const by = splat(upstream);
    const at = isColumn ? (<usize>label) << 2 : 0;
    const slope = (load<f32>(probabilities + at) - <f32>1) * upstream;
    for (let i = 0; i < columns; i += 4) {
      const here = (<usize>i) << 2;
      storeLanes(dLogits + here, f32x4.mul(loadLanes(probabilities + here, columns - i), by), columns - i);
    }
    store<f32>(dLogits + at, slope);
    probabilities += stride;
    dLogits += stride;
    labels += 4;
    dLosses += 4;
  }
}

/** Losses `-Σ target ln softmax` of rows of logits, and their softmax. A target of 0 counts nothing, even on a logit of -Infinity. */
export function softmaxCrossEntropy(
  logits: usize, targets: usize, losses: usize, probabilities: usize, rows: i32, columns: i32,
): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    const shift = largest(logits, columns);
    const total = exponentials(logits, probabilities, columns, shift);
    divideRow(probabilities, columns, total);
    const offset = splat(shift);
    const logarithm = splat(logOf(total));
    let sum = splat(0);
    for (let i = 0; i < columns; i += 4) {
      const at = (<usize>i) << 2;
      const target = loadLanes(targets + at, columns - i);
      const surprise = f32x4.sub(logarithm, f32x4.sub(loadLanes(logits + at, columns - i), offset));
      sum = f32x4.add(sum, v128.andnot(f32x4.mul(target, surprise), f32x4.eq(target, splat(0))));
    }
    store<f32>(losses, total == total ? sumLanes(sum) : total);
    logits += stride;
    targets += stride;
    probabilities += stride;
    losses += 4;
  }
}

/** `(probabilities - targets) dLosses`, row by row. */
export function softmaxCrossEntropyGradient(
  probabilities: usize, targets: usize, dLosses: usize, dLogits: usize, rows: i32, columns: i32,
): void {
  for (let row = 0; row < rows; row++) {
    const by = v128.load32_splat(dLosses);
    for (let left = columns; left > 0; left -= 4) {
      const difference = f32x4.sub(loadLanes(probabilities, left), loadLanes(targets, left));
      storeLanes(dLogits, f32x4.mul(difference, by), left);
      const step = (<usize>min(left, 4)) << 2;
      probabilities += step;
      targets += step;
      dLogits += step;
    }
    dLosses += 4;
  }
}

/** Losses of independent sigmoids on logits, averaged over each row: `max(z, 0) - z t + ln(1 + e^-|z|)`. */
export function sigmoidCrossEntropy(logits: usize, targets: usize, losses: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let sum = splat(0);
    for (let left = columns; left > 0; left -= 4) {
      const z = loadLanes(logits, left);
      const linear = f32x4.sub(f32x4.pmax(z, splat(0)), f32x4.mul(z, loadLanes(targets, left)));
      const loss = f32x4.add(linear, log1pOfShare(exp(f32x4.neg(f32x4.abs(z)))));
      // Zeros beyond the end would each count ln 2.
      sum = f32x4.add(sum, v128.and(loss, firstLanes(left)));
      const step = (<usize>min(left, 4)) << 2;
      logits += step;
      targets += step;
    }
    store<f32>(losses, sumLanes(sum) / <f32>columns);
    losses += 4;
  }
}

/** `(sigmoid(z) - t) dLosses / columns`, row by row. */
export function sigmoidCrossEntropyGradient(
  logits: usize, targets: usize, dLosses: usize, dLogits: usize, rows: i32, columns: i32,
): void {
  const share = <f32>1 / <f32>columns;
  for (let row = 0; row < rows; row++) {
    const by = splat(load<f32>(dLosses) * share);
    for (let left = columns; left > 0; left -= 4) {
      const difference = f32x4.sub(sigmoid(loadLanes(logits, left)), loadLanes(targets, left));
      storeLanes(dLogits, f32x4.mul(difference, by), left);
      const step = (<usize>min(left, 4)) << 2;
      logits += step;
      targets += step;
      dLogits += step;
    }
    dLosses += 4;
  }
}
