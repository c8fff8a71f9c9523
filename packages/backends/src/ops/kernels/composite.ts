import {
  engine,
  equal,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  oneHot,
  reshape,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  matMul as tfMatMul,
  tidy,
  transpose,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { activeBackend } from '../../state.js';
import type { TrainingKernels, WindowGeometry } from '../kernels.js';
import { depthwiseConv2d, depthwiseConv2dFilterGradient, depthwiseConv2dInputGradient } from './depthwise.js';
import { addTapsToImage, padImage, tapsOf, tapView, windowsAsRows } from './windows.js';

/** `op(a) op(b)` by an explicit transposition: the untransposed product is the one that every tfjs backend does well. */
function matMul(a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean): Tensor2D {
  return tidy(() => tfMatMul(transposeA ? transpose(a) : a, transposeB ? transpose(b) : b));
}

/** Whether the taps of a filter lie apart. */
export const isDilated = (geometry: WindowGeometry): boolean => geometry.dilations.some((dilation) => dilation !== 1);

/** tfjs's own kernel where there is no dilation (every backend has it), else rows of taps added back to the image. */
function conv2dInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
  if (!isDilated(geometry)) return stockInputGradient(dy, filter, geometry);
  return tidy(() => {
    const [batch, outHeight, outWidth, filters] = geometry.output;
    const channels = geometry.input[3];
    const flatFilter = reshape(filter, [-1, filters]) as Tensor2D;
    const rows = matMul(reshape(dy, [-1, filters]) as Tensor2D, flatFilter, false, true);
    const parts = tapsOf(geometry).map((_, tap) => {
      const part = slice(rows, [0, tap * channels], [rows.shape[0], channels]);
      return reshape(part, [batch, outHeight, outWidth, channels]) as Tensor4D;
    });
    return addTapsToImage(parts, geometry);
  });
}

function stockInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
  const { top, bottom, left, right } = geometry.padding;
  const attributes = {
    strides: [...geometry.strides],
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    dimRoundingMode: undefined,
    inputShape: [...geometry.input],
  };
  return engine().runKernel('Conv2DBackpropInput', { dy, filter }, attributes as never) as Tensor4D;
}

/** Windows as rows, transposed, times the output's gradient. */
function conv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
  return tidy(() => {
    const filters = geometry.output[3];
    const product = matMul(windowsAsRows(x, geometry), reshape(dy, [-1, filters]) as Tensor2D, true, false);
    return reshape(product, [...geometry.kernel, geometry.input[3], filters]) as Tensor4D;
  });
}

/** Walks over the taps; an element of a window gets its gradient if it equals the maximum and none before it did. */
function maxPool2dGradient(dy: Tensor4D, x: Tensor4D, y: Tensor4D, geometry: WindowGeometry): Tensor4D {
  return tidy(() => {
    const padded = padImage(x, geometry, Number.NEGATIVE_INFINITY);
    const none = zerosLike(dy);
    let taken: Tensor | undefined;
    const parts = tapsOf(geometry).map((tap) => {
      const isMax = equal(tapView(padded, tap, geometry), y);
      const first = taken ? logicalAnd(isMax, logicalNot(taken)) : isMax;
      taken = taken ? logicalOr(taken, isMax) : isMax;
      return where(first, dy, none) as Tensor4D;
    });
    return addTapsToImage(parts, geometry);
  });
}

/** How many places of a window along one axis lie inside the image, for each output position. */
function insideCounts(output: number, kernel: number, stride: number, before: number, size: number): number[] {
  return Array.from({ length: output }, (_, i) => {
    const start = i * stride - before;
    return Math.min(size, start + kernel) - Math.max(0, start);
  });
}

function averagePool2dGradient(dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
  return tidy(() => {
    const [, outHeight, outWidth] = geometry.output;
    const [, height, width] = geometry.input;
    const { kernel, strides, padding } = geometry;
    const rows = insideCounts(outHeight, kernel[0], strides[0], padding.top, height);
    const columns = insideCounts(outWidth, kernel[1], strides[1], padding.left, width);
    const shares = Float32Array.from(rows.flatMap((inRow) => columns.map((inColumn) => 1 / (inRow * inColumn))));
    const part = mul(dy, tensor(shares, [1, outHeight, outWidth, 1])) as Tensor4D;
    return addTapsToImage(
      tapsOf(geometry).map(() => part),
      geometry,
    );
  });
}

/** In place on the host where reading costs nothing; else a product with one-hot rows, a block of indices at a time. */
function scatterAddRows(rows: Tensor2D, indices: Tensor1D, count: number): Tensor2D {
  return activeBackend()?.syncReads ? scatterOnHost(rows, indices, count) : scatterByProduct(rows, indices, count);
}

function scatterOnHost(rows: Tensor2D, indices: Tensor1D, count: number): Tensor2D {
  const [length, width] = rows.shape;
  const values = rows.dataSync();
  const places = indices.dataSync();
  const sum = new Float32Array(count * width);
  for (let row = 0; row < length; row++) {
    const target = places[row]! * width;
    const source = row * width;
    for (let column = 0; column < width; column++) sum[target + column]! += values[source + column]!;
  }
  return tensor(sum, [count, width]) as Tensor2D;
}

function scatterByProduct(rows: Tensor2D, indices: Tensor1D, count: number): Tensor2D {
  return tidy(() => matMul(oneHot(indices, count) as Tensor2D, rows, true, false));
}

/** Training kernels made of tfjs operations that every backend has; the fallback of each backend. */
export const compositeKernels: TrainingKernels = {
  matMul,
  conv2dInputGradient,
  conv2dFilterGradient,
  depthwiseConv2d,
  depthwiseConv2dInputGradient,
  depthwiseConv2dFilterGradient,
  maxPool2dGradient,
  averagePool2dGradient,
  scatterAddRows,
};
