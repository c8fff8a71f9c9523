import { add, concat, reshape, slice, sum, type Tensor1D, type Tensor4D, type Tensor5D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { transposed } from './arrange.js';
import { differentiable } from './differentiable.js';
import { convolve } from './kernels/convolve.js';
import { addTapsToImage, padImage, tapsOf, tapView } from './kernels/windows.js';
import type { WindowGeometry } from './kernels.js';
import { type Padding, type Triple, triple, windowGeometry } from './window-geometry.js';

export interface Conv3dOptions {
  /** Default 1. */
  readonly strides?: Triple;
  /** Default `'valid'`. */
  readonly padding?: Padding;
  /** Distance between the taps of a filter. Default 1. */
  readonly dilations?: Triple;
}

/** Where the windows lie along the depth, and within the planes that they are made into. */
interface VolumeGeometry {
  /** Of `[batch, depth, 1, height * width * in]`, windows along the depth only. */
  readonly depth: WindowGeometry;
  /** Of `[batch * outDepth, height, width, filterDepth * in]`. */
  readonly plane: WindowGeometry;
}

function volumeGeometry(x: readonly number[], filter: readonly number[], options: Conv3dOptions): VolumeGeometry {
  const [batch, depth, height, width, channels] = x as [number, number, number, number, number];
  const [filterDepth, filterHeight, filterWidth, , filters] = filter as [number, number, number, number, number];
  const [strideDown, ...strides] = triple(options.strides ?? 1);
  const [dilationDown, ...dilations] = triple(options.dilations ?? 1);
  const padding = options.padding ?? 'valid';
  const size = height * width * channels;
  const down = windowGeometry([batch, depth, 1, size], [filterDepth, 1], size, {
    strides: [strideDown, 1],
    dilations: [dilationDown, 1],
    padding,
  });
  const planes = [batch * down.output[1], height, width, filterDepth * channels];
  return {
    depth: down,
    plane: windowGeometry(planes, [filterHeight, filterWidth], filters, { strides, dilations, padding }),
  };
}

/** Lays the planes that a window sees one behind the other, as channels of one image. */
function planesOf(x: Tensor5D, { depth, plane }: VolumeGeometry): Tensor4D {
  const padded = padImage(reshape(x, [...depth.input]) as Tensor4D, depth);
  const views = tapsOf(depth).map((tap) => reshape(tapView(padded, tap, depth), [-1, x.shape[4]]));
  return reshape(concat(views, 1), [...plane.input]) as Tensor4D;
}

/** The reverse of {@link planesOf}, summed where a plane was seen by several windows. */
function volumeOf(planes: Tensor4D, shape: Tensor5D['shape'], { depth }: VolumeGeometry): Tensor5D {
  const channels = shape[4];
  const rows = reshape(planes, [-1, planes.shape[3]]);
  const parts = tapsOf(depth).map((_, tap) => {
    const part = slice(rows, [0, tap * channels], [rows.shape[0]!, channels]);
    return reshape(part, [...depth.output]) as Tensor4D;
  });
  return reshape(addTapsToImage(parts, depth), shape);
}

/** The filter for {@link planesOf}: `[height, width, depth * in, out]`. */
function planeFilter(filter: Tensor5D): Tensor4D {
  const [depth, height, width, inputs, outputs] = filter.shape;
  return reshape(transposed(filter, [1, 2, 0, 3, 4]), [height, width, depth * inputs, outputs]) as Tensor4D;
}

function filterOf(planes: Tensor4D, shape: Tensor5D['shape']): Tensor5D {
  const [depth, height, width, inputs, outputs] = shape;
  return transposed(reshape(planes, [height, width, depth, inputs, outputs]), [2, 0, 1, 3, 4]);
}

/**
 * 3-D convolution (cross-correlation) before its activation, computed as a 2-D one over planes laid behind each other.
 *
 * @param x `[batch, depth, height, width, in]`.
 * @param filter `[filterDepth, filterHeight, filterWidth, in, out]`.
 * @param options strides (default 1), padding (default `'valid'`), dilations (default 1); not both above 1.
 * @param bias `[out]`, left out for none.
 * @returns `[batch, outDepth, outHeight, outWidth, out]`.
 */
export function conv3d(x: Tensor5D, filter: Tensor5D, options: Conv3dOptions = {}, bias?: Tensor1D): Tensor5D {
  const geometry = volumeGeometry(x.shape, filter.shape, options);
  const { depth, plane } = geometry;
  const [, outHeight, outWidth, filters] = plane.output;
  return differentiable<Tensor5D>(bias ? [x, filter, bias] : [x, filter], {
    forward(save) {
      save([x, filter]);
      const y = convolve(planesOf(x, geometry), planeFilter(filter), plane);
      return reshape(bias ? add(y, bias) : y, [x.shape[0], depth.output[1], outHeight, outWidth, filters]);
    },
    backward(dy, saved) {
      const [volume, weights] = saved as [Tensor5D, Tensor5D];
      const kernels = activeKernels();
      const gradient = reshape(dy, [...plane.output]) as Tensor4D;
      return [
        () => volumeOf(kernels.conv2dInputGradient(gradient, planeFilter(weights), plane), volume.shape, geometry),
        () => filterOf(kernels.conv2dFilterGradient(planesOf(volume, geometry), gradient, plane), weights.shape),
        () => sum(gradient, [0, 1, 2]),
      ];
    },
  });
}
