import {
  addN,
  mul,
  reshape,
  slice,
  stack,
  sum,
  type Tensor3D,
  type Tensor4D,
  depthwiseConv2d as tfDepthwiseConv2d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { WindowGeometry } from '../kernels.js';
import { explicitPadding } from './convolve.js';
import { addTapsToImage, padImage, tapsOf, tapView } from './windows.js';

/** Channels of the input, and how many outputs each of them has. */
function channelsOf({ input, output }: WindowGeometry): { channels: number; multiplier: number } {
  return { channels: input[3], multiplier: output[3] / input[3] };
}

/** What multiplies at one tap: `[1, channels, multiplier]`. */
function weightsAt(filter: Tensor4D, tap: number, geometry: WindowGeometry): Tensor3D {
  const { channels, multiplier } = channelsOf(geometry);
  const rows = reshape(filter, [geometry.kernel[0] * geometry.kernel[1], channels, multiplier]) as Tensor3D;
  return slice(rows, [tap, 0, 0], [1, channels, multiplier]);
}

/** Positions of the output by channel of the input: `[positions, channels, multiplier]`. */
function byChannel(y: Tensor4D, geometry: WindowGeometry): Tensor3D {
  const { channels, multiplier } = channelsOf(geometry);
  return reshape(y, [-1, channels, multiplier]) as Tensor3D;
}

/** What the windows see at each tap: `[positions, channels, 1]`. */
function viewsOf(x: Tensor4D, geometry: WindowGeometry): Tensor3D[] {
  const padded = padImage(x, geometry);
  return tapsOf(geometry).map((tap) => reshape(tapView(padded, tap, geometry), [-1, geometry.input[3], 1]) as Tensor3D);
}

/** tfjs's kernel, which every backend has, but not for strides and dilations at once: then tap by tap. */
export function depthwiseConv2d(x: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
  const { strides, dilations } = geometry;
  if (Math.max(...strides) === 1 || Math.max(...dilations) === 1) {
    return tfDepthwiseConv2d(x, filter, [...strides], explicitPadding(geometry), 'NHWC', [...dilations]);
  }
  return tidy(() => {
    const products = viewsOf(x, geometry).map((view, tap) => mul(view, weightsAt(filter, tap, geometry)));
    return reshape(addN(products), [...geometry.output]) as Tensor4D;
  });
}

/** Each tap's share goes back to the place that it saw, summed over the outputs of a channel. */
export function depthwiseConv2dInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
  return tidy(() => {
    const gradient = byChannel(dy, geometry);
    const [batch, outHeight, outWidth] = geometry.output;
    const parts = tapsOf(geometry).map((_, tap) => {
      const part = sum(mul(gradient, weightsAt(filter, tap, geometry)), 2);
      return reshape(part, [batch, outHeight, outWidth, geometry.input[3]]) as Tensor4D;
    });
    return addTapsToImage(parts, geometry);
  });
}

/** At each tap, what the windows saw times the output's gradient, summed over all positions. */
export function depthwiseConv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
  return tidy(() => {
    const { channels, multiplier } = channelsOf(geometry);
    const gradient = byChannel(dy, geometry);
    const taps = viewsOf(x, geometry).map((view) => sum(mul(view, gradient), 0));
    return reshape(stack(taps), [...geometry.kernel, channels, multiplier]) as Tensor4D;
  });
}
