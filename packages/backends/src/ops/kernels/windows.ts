import {
  addN,
  concat,
  pad,
  reshape,
  slice,
  stridedSlice,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { WindowGeometry } from '../kernels.js';

/** A tap: a position inside the window. */
export type Tap = readonly [row: number, column: number];

export function tapsOf(geometry: WindowGeometry): Tap[] {
  const [rows, columns] = geometry.kernel;
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns] as const);
}

/** The image with its padding made of `fill`. */
export function padImage(x: Tensor4D, { padding }: WindowGeometry, fill = 0): Tensor4D {
  const { top, bottom, left, right } = padding;
  if (top + bottom + left + right === 0) return x;
  return pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    fill,
  );
}

/** What each window sees at one tap: `[batch, outHeight, outWidth, channels]`. */
export function tapView(padded: Tensor4D, [row, column]: Tap, geometry: WindowGeometry): Tensor4D {
  const [batch, outHeight, outWidth] = geometry.output;
  const [vertical, horizontal] = geometry.strides;
  const top = row * geometry.dilations[0];
  const left = column * geometry.dilations[1];
  const channels = padded.shape[3];
  if (vertical === 1 && horizontal === 1)
    return slice(padded, [0, top, left, 0], [batch, outHeight, outWidth, channels]);
  const bottom = top + (outHeight - 1) * vertical + 1;
  const right = left + (outWidth - 1) * horizontal + 1;
  return stridedSlice(
    padded,
    [0, top, left, 0],
    [batch, bottom, right, channels],
    [1, vertical, horizontal, 1],
  ) as Tensor4D;
}

/** Every window as a row: `[batch * outHeight * outWidth, taps * channels]` ("im2col"). */
export function windowsAsRows(x: Tensor4D, geometry: WindowGeometry): Tensor2D {
  const padded = padImage(x, geometry);
  const taps = tapsOf(geometry).map((tap) => tapView(padded, tap, geometry));
  const joined = taps.length === 1 ? taps[0]! : concat(taps, 3);
  const [batch, outHeight, outWidth] = geometry.output;
  return reshape(joined, [batch * outHeight * outWidth, joined.shape[3]]);
}

/** Puts `stride - 1` zeros after each element of an axis of an image. */
function spread(x: Tensor4D, axis: 1 | 2, stride: number): Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const outer = axis === 1 ? batch * height : batch * height * width;
  const inner = axis === 1 ? width * channels : channels;
  const padded = pad(reshape(x, [outer, 1, inner]) as Tensor3D, [
    [0, 0],
    [0, stride - 1],
    [0, 0],
  ]);
  const shape: [number, number, number, number] =
    axis === 1 ? [batch, height * stride, width, channels] : [batch, height, width * stride, channels];
  return reshape(padded, shape);
}

/** The reverse of {@link tapView}, summed over taps: adds `parts[tap]` back to the places of the image that the tap saw. */
export function addTapsToImage(parts: readonly Tensor4D[], geometry: WindowGeometry): Tensor4D {
  const [batch, height, width] = geometry.input;
  const { padding, strides, dilations } = geometry;
  const fullHeight = height + padding.top + padding.bottom;
  const fullWidth = width + padding.left + padding.right;
  const images = tapsOf(geometry).map(([row, column], i) => {
    const spaced = spread(spread(parts[i]!, 1, strides[0]), 2, strides[1]);
    return fitInto(spaced, row * dilations[0], column * dilations[1], fullHeight, fullWidth);
  });
  const sum = images.length === 1 ? images[0]! : addN(images);
  return slice(sum as Tensor4D, [0, padding.top, padding.left, 0], [batch, height, width, sum.shape[3]!]);
}

/** Places an image at (top, left) in a larger one of zeros, cutting what hangs over (only zeros do). */
function fitInto(part: Tensor4D, top: number, left: number, fullHeight: number, fullWidth: number): Tensor4D {
  const [batch, height, width, channels] = part.shape;
  const keptHeight = Math.min(height, fullHeight - top);
  const keptWidth = Math.min(width, fullWidth - left);
  const kept = slice(part, [0, 0, 0, 0], [batch, keptHeight, keptWidth, channels]);
  return pad(kept, [
    [0, 0],
    [top, fullHeight - top - keptHeight],
    [left, fullWidth - left - keptWidth],
    [0, 0],
  ]);
}
