import {
  add,
  addN,
  gather,
  mul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { activeBackend } from '../state.js';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import type { ImageTap, ImageTaps } from './image-taps.js';

/** Adds `x[indices[p]] weights[p]` to `sum[p]`, each being a row of `width` numbers. */
function addRows(sum: Float32Array, x: ArrayLike<number>, { indices, weights }: ImageTap, width: number): void {
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const weight = weights ? weights[pixel]! : 1;
    const from = indices[pixel]! * width;
    const to = pixel * width;
    if (weight !== 0) for (let i = 0; i < width; i++) sum[to + i]! += weight * x[from + i]!;
  }
}

/** The other way round: adds `dy[p] weights[p]` to `sum[indices[p]]`. */
function scatterRows(sum: Float32Array, dy: ArrayLike<number>, { indices, weights }: ImageTap, width: number): void {
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const weight = weights ? weights[pixel]! : 1;
    const to = indices[pixel]! * width;
    const from = pixel * width;
    if (weight !== 0) for (let i = 0; i < width; i++) sum[to + i]! += weight * dy[from + i]!;
  }
}

/** `[pixels, channels]` of the output, in place on the host: a gather of narrow rows costs a kernel more than the sum itself. */
function sumOnHost(rows: Tensor2D, { taps, fill }: ImageTaps): Tensor {
  const channels = rows.shape[1];
  const pixels = taps[0]!.indices.length;
  const sum = Float32Array.from({ length: pixels * channels }, (_, i) => fill?.[Math.floor(i / channels)] ?? 0);
  const values = rows.dataSync();
  for (const tap of taps) addRows(sum, values, tap, channels);
  return tensor(sum, [pixels, channels]);
}

function scatterOnHost(dy: Tensor2D, { taps }: ImageTaps, count: number): Tensor {
  const channels = dy.shape[1];
  const sum = new Float32Array(count * channels);
  const values = dy.dataSync();
  for (const tap of taps) scatterRows(sum, values, tap, channels);
  return tensor(sum, [count, channels]);
}

const total = (parts: Tensor[]): Tensor => (parts.length === 1 ? parts[0]! : addN(parts));

const weighted = (values: Tensor, { weights }: ImageTap): Tensor =>
  weights ? mul(values, tensor(weights, [weights.length, 1])) : values;

function sumOnDevice(rows: Tensor2D, { taps, fill }: ImageTaps): Tensor {
  const sum = total(taps.map((tap) => weighted(gather(rows, tensor1d(tap.indices, 'int32')), tap)));
  return fill ? add(sum, tensor(fill, [fill.length, 1])) : sum;
}

function scatterOnDevice(dy: Tensor2D, { taps }: ImageTaps, count: number): Tensor {
  const { scatterAddRows } = activeKernels();
  const indicesOf = (tap: ImageTap) => tensor1d(tap.indices, 'int32') as Tensor1D;
  return total(taps.map((tap) => scatterAddRows(weighted(dy, tap) as Tensor2D, indicesOf(tap), count)));
}

/**
 * Makes images of weighted pixels of others: `y[p] = Σ_t weights_t[p] x[indices_t[p]] + fill[p]`, each channel alike.
 *
 * Rotating, zooming, shifting, flipping, cropping and resizing are all this sum, with taps from {@link imageTaps}. It is linear, and its
 * gradient adds `weights_t[p] dy[p]` to the pixel `indices_t[p]`; tfjs's own kernels for these have none.
 *
 * @param x `[batch, height, width, channels]`.
 * @returns `[batch, ...outputSize, channels]`.
 */
export function sampleImage(x: Tensor4D, taps: ImageTaps): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rowsOf = (image: Tensor) => reshape(image, [-1, channels]) as Tensor2D;
  const isOnHost = () => activeBackend()?.syncReads === true;
  return differentiable<Tensor4D>([x], {
    forward() {
      const sum = isOnHost() ? sumOnHost(rowsOf(x), taps) : sumOnDevice(rowsOf(x), taps);
      return reshape(sum, [batch, ...taps.outputSize, channels]);
    },
    backward(dy) {
      const count = batch * height * width;
      const sum = isOnHost() ? scatterOnHost(rowsOf(dy), taps, count) : scatterOnDevice(rowsOf(dy), taps, count);
      return [reshape(sum, [batch, height, width, channels])];
    },
  });
}
