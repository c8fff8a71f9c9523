import { firstLanes, scaleLanes, shiftLanes } from './lanes';
import { splat, sumLanes } from './math';
import { loadLanes, storeLanes } from './simd';

// Normalisation of rows. Variances are biased and taken in a second pass, of the differences from the mean, so that values far from zero
// keep their digits.

/** x less the mean; 0 in the lanes beyond the end. */
@inline
function centred(x: usize, at: usize, left: i32, mean: v128): v128 {
  const difference = f32x4.sub(loadLanes(x + at, left), mean);
  return left >= 4 ? difference : v128.and(difference, firstLanes(left));
}

/** Mean of a row. */
function rowMean(x: usize, columns: i32): f32 {
  let sum = splat(0);
  for (let i = 0; i < columns; i += 4) sum = f32x4.add(sum, loadLanes(x + ((<usize>i) << 2), columns - i));
  const rough = sumLanes(sum) / <f32>columns;
  const mean = splat(rough);
  let rest = splat(0);
  for (let i = 0; i < columns; i += 4) rest = f32x4.add(rest, centred(x, (<usize>i) << 2, columns - i, mean));
  return rough + sumLanes(rest) / <f32>columns;
}

/** Biased variance of a row. */
function rowVariance(x: usize, columns: i32, average: f32): f32 {
  const mean = splat(average);
  let squares = splat(0);
  for (let i = 0; i < columns; i += 4) {
    const difference = centred(x, (<usize>i) << 2, columns - i, mean);
    squares = f32x4.add(squares, f32x4.mul(difference, difference));
  }
  return sumLanes(squares) / <f32>columns;
}

/**
 * Layer normalisation of rows: `y = gamma (x - mean) / √(variance + epsilon) + beta`; gamma or beta may be 0 for none.
 *
 * Writes each row's mean and `1 / √(variance + epsilon)`, which {@link layerNormalizeGradient} takes.
 * Source: Ba, Kiros, Hinton, 2016, arXiv 1607.06450.
 */
export function layerNormalize(
  x: usize, gamma: usize, beta: usize, y: usize, means: usize, inverses: usize, rows: i32, columns: i32, epsilon: f32,
): void {
  const stride = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    const mean = rowMean(x, columns);
    const inverse = <f32>1 / sqrt(rowVariance(x, columns, mean) + epsilon);
    store<f32>(means, mean);
    store<f32>(inverses, inverse);
    const offset = splat(mean);
    const factor = splat(inverse);
    for (let i = 0; i < columns; i += 4) {
      const at = (<usize>i) << 2;
      const left = columns - i;
      const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), offset), factor);
      storeLanes(y + at, f32x4.add(f32x4.mul(normal, scaleLanes(gamma, at, left)), shiftLanes(beta, at, left)), left);
    }
    x += stride;
    y += stride;
    means += 4;
    inverses += 4;
  }
}

/** Adds to a row of sums what one row of gradients gives to gamma and beta. */
@inline
function addToSums(dGamma: usize, dBeta: usize, at: usize, left: i32, dy: v128, normal: v128): void {
  if (dGamma) storeLanes(dGamma + at, f32x4.add(loadLanes(dGamma + at, left), f32x4.mul(dy, normal)), left);
  if (dBeta) storeLanes(dBeta + at, f32x4.add(loadLanes(dBeta + at, left), dy), left);
}

/** One row of {@link layerNormalizeGradient}: `dx = (g - mean(g) - normal mean(g normal)) inverse` with `g = dy gamma`. */
function layerNormalizeRow(
  dy: usize, x: usize, mean: v128, inverse: v128, gamma: usize, dx: usize, dGamma: usize, dBeta: usize, columns: i32,
): void {
  let sum = splat(0);
  let product = splat(0);
  for (let i = 0; i < columns; i += 4) {
    const at = (<usize>i) << 2;
    const left = columns - i;
    const upstream = loadLanes(dy + at, left);
    const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), mean), inverse);
    addToSums(dGamma, dBeta, at, left, upstream, normal);
    const slope = f32x4.mul(upstream, scaleLanes(gamma, at, left));
    sum = f32x4.add(sum, slope);
    product = f32x4.add(product, f32x4.mul(slope, normal));
  }
  const average = splat(sumLanes(sum) / <f32>columns);
  const tilt = splat(sumLanes(product) / <f32>columns);
  for (let i = 0; i < columns; i += 4) {
    const at = (<usize>i) << 2;
    const left = columns - i;
    const slope = f32x4.mul(loadLanes(dy + at, left), scaleLanes(gamma, at, left));
    const normal = f32x4.mul(f32x4.sub(loadLanes(x + at, left), mean), inverse);
    const level = f32x4.sub(f32x4.sub(slope, average), f32x4.mul(normal, tilt));
    storeLanes(dx + at, f32x4.mul(level, inverse), left);
  }
}

/** The gradients of {@link layerNormalize}; gamma, dGamma and dBeta may be 0 for none. dx may be dy. */
export function layerNormalizeGradient(
  dy: usize, x: usize, means: usize, inverses: usize, gamma: usize, dx: usize, dGamma: usize, dBeta: usize,
  rows: i32, columns: i32,
): void {
  const stride = (<usize>columns) << 2;
  if (dGamma) memory.fill(dGamma, 0, stride);
  if (dBeta) memory.fill(dBeta, 0, stride);
  for (let row = 0; row < rows; row++) {
    const mean = v128.load32_splat(means);
    layerNormalizeRow(dy, x, mean, v128.load32_splat(inverses), gamma, dx, dGamma, dBeta, columns);
    dy += stride;
    x += stride;
    dx += stride;
    means += 4;
    inverses += 4;
  }
}
