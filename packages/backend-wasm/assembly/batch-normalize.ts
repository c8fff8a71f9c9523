import { scaleLanes, shiftLanes } from './lanes';
import { splat } from './math';
import { loadLanes, storeLanes } from './simd';

// Normalisation of columns, the channels of a batch. Rows are taken in pieces that stay in the first cache while the pass over them goes
// from one four channels to the next. Variances are biased; each piece's is of the differences from its own mean, and pieces are put
// together so that values far from zero keep their digits: Chan, Golub, LeVeque, "Algorithms for computing the sample variance",
// Am. Stat. 37 (1983). Normalisation: Ioffe and Szegedy, 2015, arXiv 1502.03167.

/** Rows of a piece: 16 kB of them. */
@inline
function pieceRows(channels: i32): i32 {
  return max(1, 4096 / channels);
}

/** Puts the moments of some rows together with those of the `before` rows that came first; `spreads` are sums of squares. */
function addMoments(x: usize, stride: usize, rows: i32, left: i32, means: usize, spreads: usize, before: i32): void {
  const count = splat(<f32>rows);
  let sum = splat(0);
  let from = x;
  for (let row = 0; row < rows; row++) {
    sum = f32x4.add(sum, loadLanes(from, left));
    from += stride;
  }
  const rough = f32x4.div(sum, count);
  let rest = splat(0);
  let squares = splat(0);
  from = x;
  for (let row = 0; row < rows; row++) {
    const difference = f32x4.sub(loadLanes(from, left), rough);
    rest = f32x4.add(rest, difference);
    squares = f32x4.add(squares, f32x4.mul(difference, difference));
    from += stride;
  }
  const correction = f32x4.div(rest, count);
  const spread = f32x4.sub(squares, f32x4.mul(rest, correction));
  const share = splat(<f32>rows / <f32>(before + rows));
  const old = loadLanes(means, left);
  const step = f32x4.sub(f32x4.add(rough, correction), old);
  const between = f32x4.mul(f32x4.mul(step, step), f32x4.mul(splat(<f32>before), share));
  storeLanes(means, f32x4.add(old, f32x4.mul(step, share)), left);
  storeLanes(spreads, f32x4.add(loadLanes(spreads, left), f32x4.add(spread, between)), left);
}

/** Mean and biased variance of each channel of `[rows, channels]`. */
export function batchMoments(x: usize, means: usize, variances: usize, rows: i32, channels: i32): void {
  const stride = (<usize>channels) << 2;
  const piece = pieceRows(channels);
  memory.fill(means, 0, stride);
  memory.fill(variances, 0, stride);
  for (let done = 0; done < rows; done += piece) {
    const count = min(piece, rows - done);
    for (let at: usize = 0; at < stride; at += 16) {
      addMoments(x + at, stride, count, channels - <i32>(at >> 2), means + at, variances + at, done);
    }
    x += stride * <usize>piece;
  }
  const total = splat(<f32>rows);
  for (let left = channels; left > 0; left -= 4) {
    storeLanes(variances, f32x4.div(loadLanes(variances, left), total), left);
    variances += 16;
  }
}

/** `1 / √(variance + epsilon)`. */
@inline
function inverseRoot(variances: usize, left: i32, epsilon: f32): v128 {
  return f32x4.div(splat(1), f32x4.sqrt(f32x4.add(loadLanes(variances, left), splat(epsilon))));
}

/** `(x - mean) inverse scale + shift` for some rows of up to four channels. */
@inline
function normalizeLanes(
  x: usize, y: usize, stride: usize, rows: i32, left: i32, mean: v128, inverse: v128, scale: v128, shift: v128,
): void {
  for (let row = 0; row < rows; row++) {
    const normal = f32x4.mul(f32x4.sub(loadLanes(x, left), mean), inverse);
    storeLanes(y, f32x4.add(f32x4.mul(normal, scale), shift), left);
    x += stride;
    y += stride;
  }
}

/**
 * Normalises each channel by given moments: `y = gamma (x - mean) / √(variance + epsilon) + beta`; gamma or beta may be 0 for none, and
 * x and y one.
 */
export function batchNormalize(
  x: usize, means: usize, variances: usize, gamma: usize, beta: usize, y: usize,
  rows: i32, channels: i32, epsilon: f32,
): void {
  const stride = (<usize>channels) << 2;
  const piece = pieceRows(channels);
  for (let done = 0; done < rows; done += piece) {
    const count = min(piece, rows - done);
    for (let at: usize = 0; at < stride; at += 16) {
      const left = channels - <i32>(at >> 2);
      const inverse = inverseRoot(variances + at, left, epsilon);
      const scale = scaleLanes(gamma, at, left);
      const shift = shiftLanes(beta, at, left);
      normalizeLanes(x + at, y + at, stride, count, left, loadLanes(means + at, left), inverse, scale, shift);
    }
    x += stride * <usize>piece;
    y += stride * <usize>piece;
  }
}

/** Adds what some rows of up to four channels give to the gradients of gamma and beta. */
@inline
function addToSums(
  dy: usize, x: usize, stride: usize, rows: i32, left: i32, mean: v128, inverse: v128, dGamma: usize, dBeta: usize,
): void {
  let sum = splat(0);
  let product = splat(0);
  for (let row = 0; row < rows; row++) {
    const slope = loadLanes(dy, left);
    sum = f32x4.add(sum, slope);
    product = f32x4.add(product, f32x4.mul(slope, f32x4.mul(f32x4.sub(loadLanes(x, left), mean), inverse)));
    dy += stride;
    x += stride;
  }
  storeLanes(dBeta, f32x4.add(loadLanes(dBeta, left), sum), left);
  storeLanes(dGamma, f32x4.add(loadLanes(dGamma, left), product), left);
}

/** `(dy - average - normal tilt) scale` for some rows of up to four channels. */
@inline
function levelLanes(
  dy: usize, x: usize, dx: usize, stride: usize, rows: i32, left: i32, mean: v128, inverse: v128, average: v128,
  tilt: v128, scale: v128,
): void {
  for (let row = 0; row < rows; row++) {
    const normal = f32x4.mul(f32x4.sub(loadLanes(x, left), mean), inverse);
    const level = f32x4.sub(f32x4.sub(loadLanes(dy, left), average), f32x4.mul(normal, tilt));
    storeLanes(dx, f32x4.mul(level, scale), left);
    dy += stride;
    x += stride;
    dx += stride;
  }
}

/** Gradients of gamma and beta: `Σ dy normal` and `Σ dy` of each channel. */
function parameterGradients(
  dy: usize, x: usize, means: usize, variances: usize, dGamma: usize, dBeta: usize,
  rows: i32, channels: i32, epsilon: f32,
): void {
  const stride = (<usize>channels) << 2;
  const piece = pieceRows(channels);
  memory.fill(dGamma, 0, stride);
  memory.fill(dBeta, 0, stride);
  for (let done = 0; done < rows; done += piece) {
    const count = min(piece, rows - done);
    const offset = stride * <usize>done;
    for (let at: usize = 0; at < stride; at += 16) {
      const left = channels - <i32>(at >> 2);
      const here = offset + at;
      const inverse = inverseRoot(variances + at, left, epsilon);
      const mean = loadLanes(means + at, left);
      addToSums(dy + here, x + here, stride, count, left, mean, inverse, dGamma + at, dBeta + at);
    }
  }
}

/**
 * The gradients of {@link batchNormalize} by the batch's own moments, which depend on x:
 * `dx = (dy - dBeta / rows - normal dGamma / rows) gamma / √(variance + epsilon)`. Gamma may be 0 for none; dx may be dy.
 */
export function batchNormalizeGradient(
  dy: usize, x: usize, means: usize, variances: usize, gamma: usize, dx: usize, dGamma: usize, dBeta: usize,
  rows: i32, channels: i32, epsilon: f32,
): void {
  parameterGradients(dy, x, means, variances, dGamma, dBeta, rows, channels, epsilon);
  const stride = (<usize>channels) << 2;
  const piece = pieceRows(channels);
  const total = splat(<f32>rows);
  for (let done = 0; done < rows; done += piece) {
    const count = min(piece, rows - done);
    const offset = stride * <usize>done;
    for (let at: usize = 0; at < stride; at += 16) {
      const left = channels - <i32>(at >> 2);
      const here = offset + at;
      const inverse = inverseRoot(variances + at, left, epsilon);
      const scale = f32x4.mul(scaleLanes(gamma, at, left), inverse);
      const average = f32x4.div(loadLanes(dBeta + at, left), total);
      const tilt = f32x4.div(loadLanes(dGamma + at, left), total);
      const mean = loadLanes(means + at, left);
      levelLanes(dy + here, x + here, dx + here, stride, count, left, mean, inverse, average, tilt, scale);
    }
  }
}
