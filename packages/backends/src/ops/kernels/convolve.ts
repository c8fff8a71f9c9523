import { type Tensor4D, conv2d as tfConv2d } from '@tensorflow/tfjs-core';
import type { WindowGeometry } from '../kernels.js';

/** tfjs's form of the padding of a geometry. */
export function explicitPadding({ padding }: WindowGeometry): [[0, 0], [number, number], [number, number], [0, 0]] {
  const { top, bottom, left, right } = padding;
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** The convolution that a geometry describes; not both strided and dilated. */
export function convolve(x: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
  const strides: [number, number] = [...geometry.strides];
  return tfConv2d(x, filter, strides, explicitPadding(geometry), 'NHWC', [...geometry.dilations]);
}
