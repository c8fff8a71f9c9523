import {
  cast,
  engine,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  matMul as tfMatMul,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import type { TrainingKernels, WindowGeometry } from '../kernels.js';
import { compositeKernels, isDilated } from './composite.js';
import { explicitPadding } from './convolve.js';

/** The part of a kernel's attributes that a geometry decides. */
const attributesOf = (geometry: WindowGeometry) => ({
  strides: [...geometry.strides],
  pad: explicitPadding(geometry),
  dilations: [...geometry.dilations],
  dataFormat: 'NHWC',
  dimRoundingMode: undefined,
});

const depthwiseShape = ({ kernel, input, output }: WindowGeometry) => [...kernel, input[3], output[3] / input[3]];

/**
 * Training kernels that tfjs itself ships for its cpu, WebGPU and native backends (not for WASM). A plugin over one of those passes
 * them as `kernels`; what is not here runs as a composite.
 */
export const stockKernels: Partial<TrainingKernels> = {
  matMul: (a, b, transposeA, transposeB) => tfMatMul(a, b, transposeA, transposeB) as Tensor2D,

  conv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
    // tfjs's kernel knows no dilation: on the cpu it throws, on WebGPU it computes the gradient of another convolution.
    if (isDilated(geometry)) return compositeKernels.conv2dFilterGradient(x, dy, geometry);
    const filterShape = [...geometry.kernel, geometry.input[3], geometry.output[3]];
    const attributes = { ...attributesOf(geometry), filterShape };
    return engine().runKernel('Conv2DBackpropFilter', { x, dy }, attributes as never) as Tensor4D;
  },

  depthwiseConv2dInputGradient(dy: Tensor4D, filter: Tensor4D, geometry: WindowGeometry): Tensor4D {
    if (isDilated(geometry)) return compositeKernels.depthwiseConv2dInputGradient(dy, filter, geometry);
    const attributes = { ...attributesOf(geometry), inputShape: [...geometry.input] };
    return engine().runKernel('DepthwiseConv2dNativeBackpropInput', { dy, filter }, attributes as never) as Tensor4D;
  },

  depthwiseConv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
    if (isDilated(geometry)) return compositeKernels.depthwiseConv2dFilterGradient(x, dy, geometry);
    const attributes = { ...attributesOf(geometry), filterShape: depthwiseShape(geometry) };
    return engine().runKernel('DepthwiseConv2dNativeBackpropFilter', { x, dy }, attributes as never) as Tensor4D;
  },

  scatterAddRows: (rows: Tensor2D, indices: Tensor1D, count: number) =>
    unsortedSegmentSum(rows, cast(indices, 'int32') as Tensor1D, count) as Tensor2D,
};
